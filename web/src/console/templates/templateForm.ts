import type { Schemas, Template } from "../../api/client";
import { readNumber } from "../words/values";

export type ConnectionType = Schemas["ConnectionType"];

export const connectionTypes: { value: ConnectionType; label: string }[] = [
  { value: "WiFi", label: "Wi-Fi" },
  { value: "Ethernet", label: "Ethernet" },
  { value: "Cellular", label: "Cellular" },
  { value: "Satellite", label: "Satellite" },
  { value: "LoRaWan", label: "LoRaWAN" },
];

export type TemplateValues = {
  name: string;
  hardware: string;
  connectionType: ConnectionType;
  hotspotPrefix: string;
  welcomeText: string;
};

/** The cloud says `offlineAfter` where the request says `offlineAfterSeconds`. */
export const templateAliases = { offlineAfter: "offlineAfterSeconds" };

export function templateValues(template: Template | null): TemplateValues {
  return {
    name: template?.name ?? "",
    hardware: template?.hardware ?? "ESP32",
    connectionType: template?.connectionType ?? "WiFi",
    hotspotPrefix: template?.hotspotPrefix ?? "Blynk",
    welcomeText: template?.welcomeText ?? "",
  };
}

/** What only the page can see: text where a whole number belongs. Everything else the cloud checks. */
export function checkSeconds(text: string): string | null {
  const number = readNumber(text);
  return number !== null && Number.isInteger(number) && number >= 0
    ? null
    : "A whole number of seconds is needed.";
}

/** Settings of the template as a whole; the wait before offline is a matter of its own and stays. */
export const templateBody = (values: TemplateValues): Schemas["ChangeTemplate"] => ({
  ...values,
  offlineAfterSeconds: null,
});

/** Waits that are often wanted, in seconds. */
export const commonWaits = [
  { value: "0", label: "At once" },
  { value: "60", label: "1 minute" },
  { value: "300", label: "5 minutes" },
  { value: "1800", label: "30 minutes" },
  { value: "86400", label: "1 day" },
] as const;
