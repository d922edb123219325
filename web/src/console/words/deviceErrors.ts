import type { Schemas } from "../../api/client";

type Kind = Schemas["DeviceErrorAnswer"]["kind"];

const names: Record<Kind, string> = {
  UnknownTopic: "No such topic",
  BadPayload: "Cannot be read",
  UnknownDatastream: "No such datastream",
  WrongValue: "Wrong value",
  PropertyRefused: "Property refused",
  EventRefused: "Event",
  MetadataRefused: "Metadata refused",
  NotAllowed: "Not allowed",
  Provisioning: "Not activated",
  Flood: "Too many messages",
  BrokenProtocol: "Broken protocol",
  TooLarge: "Too large for the device",
};

const protocols: Record<string, string> = {
  mqtt: "MQTT",
  https: "HTTPS",
  native: "native protocol",
  websocket: "WebSocket",
};

/** What went wrong, and with what. */
export const errorTitle = (kind: Kind, subject: string) => `${names[kind] ?? kind}: ${subject}`;

/** By which protocol, and how often. */
export function errorCount(protocol: string, count: number) {
  const by = protocols[protocol] ?? protocol;
  return count === 1 ? by : `${by}, ${count.toLocaleString("en")} times`;
}

/** How a ping went, in a sentence. */
export const pingWords = ({ answered, milliseconds }: Schemas["PingAnswer"]) =>
  answered ? `It answered in ${Math.round(Number(milliseconds))} ms.` : "No answer within 5 s.";
