import type { Schemas } from "../../api/client";
import type { Webhook } from "./queries";

export type HeaderRow = { name: string; value: string; isKept: boolean };

/** What the form holds: text as people type it. */
export type WebhookForm = {
  name: string;
  url: string;
  triggers: string[];
  templateId: string;
  pin: string;
  eventCodes: string;
  includesBelow: boolean;
  content: Schemas["WebhookContent"];
  body: string;
  headers: HeaderRow[];
  requestsPerMinute: number;
};

export const formOf = (webhook: Webhook | null): WebhookForm => ({
  name: webhook?.name ?? "",
  url: webhook?.url ?? "",
  triggers: [...(webhook?.triggers ?? [])],
  templateId: webhook?.templateId ?? "",
  pin: webhook?.pin === null || webhook?.pin === undefined ? "" : String(webhook.pin),
  eventCodes: webhook?.eventCodes.join(", ") ?? "",
  includesBelow: webhook?.includesBelow ?? false,
  content: webhook?.content ?? "Json",
  body: webhook?.body ?? "",
  headers: (webhook?.headers ?? []).map((name) => ({ name, value: "", isKept: true })),
  requestsPerMinute: webhook?.requestsPerMinute ?? 10,
});

/** What the cloud is sent: everything, so that what was emptied is emptied there, too. */
export const bodyOf = (form: WebhookForm): Schemas["WebhookRequestBody"] => ({
  name: form.name,
  url: form.url,
  triggers: form.triggers,
  templateId: form.templateId,
  pin: form.pin.trim() === "" ? -1 : Number(form.pin.trim().replace(/^v/i, "")),
  eventCodes: form.eventCodes
    .split(",")
    .map((code) => code.trim())
    .filter((code) => code !== ""),
  includesBelow: form.includesBelow,
  content: form.content,
  body: form.body,
  headers: Object.fromEntries(
    form.headers
      .filter(({ name }) => name.trim() !== "")
      .map(({ name, value }) => [name.trim(), value] as const),
  ),
  requestsPerMinute: form.requestsPerMinute,
});

/** What the cloud could only call unreadable. */
export const checkPin = (pin: string): string | null =>
  /^\s*(v?\d{1,3})?\s*$/i.test(pin) ? null : "A pin is V0 to V255; leave it empty for all.";
