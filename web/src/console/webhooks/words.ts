import type { Label } from "../words/labels";
import type { Delivery, Webhook } from "./queries";

/** What a webhook can be called for; the words are the cloud's. */
export const triggers = [
  ["Activated", "A device is activated or claimed"],
  ["Online", "A device comes online"],
  ["Offline", "A device goes offline"],
  ["Datastream", "A datastream has a new value"],
  ["Event", "A device logs an event"],
] as const;

/** What a body can be. */
export const contents = [
  { value: "Json", label: "JSON" },
  { value: "Form", label: "Form fields" },
  { value: "Text", label: "Plain text" },
] as const;

/** How long the secret before is signed with, too, as people choose it. */
export const overlaps = [
  { value: "0", label: "Not at all: the one before may have become known" },
  { value: "60", label: "For one hour" },
  { value: "1440", label: "For one day" },
  { value: "10080", label: "For one week" },
] as const;

/** How a webhook fares, in a word. */
export function healthOf({ enabled, health }: Pick<Webhook, "enabled" | "health">): Label {
  if (!enabled)
    return health.disabledBecause ? { label: "Switched off", tone: "bad" } : { label: "Off", tone: "quiet" };
  if (health.failingSince) return { label: "Failing", tone: "bad" };
  return health.lastSuccessAt
    ? { label: "Delivering", tone: "good" }
    : { label: "Not called yet", tone: "quiet" };
}

/** Why it fares so, and what to do; null when there is nothing to say. */
export function troubleOf({ enabled, health }: Pick<Webhook, "enabled" | "health">): string | null {
  if (!enabled) return health.disabledBecause;
  return health.failingSince ? health.lastFailure : null;
}

/** What waits and what was given up, in words. */
export function backlogOf({ waiting, deadLetters, lost }: Webhook["health"]): string {
  const parts = [
    waiting > 0 && `${waiting.toLocaleString("en")} waiting`,
    deadLetters > 0 && `${deadLetters.toLocaleString("en")} dead`,
    lost > 0 && `${lost.toLocaleString("en")} lost`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

export const deliveryStates: Record<Delivery["state"], Label> = {
  Waiting: { label: "Waiting", tone: "busy" },
  Sending: { label: "Under way", tone: "busy" },
  Delivered: { label: "Delivered", tone: "good" },
  Dead: { label: "Given up", tone: "bad" },
};

const types: Record<string, string> = {
  "device.activated": "Activated",
  "device.online": "Online",
  "device.offline": "Offline",
  "device.event": "Event",
  datastream: "Value",
};

/** What a message tells. */
export const tellsWhat = ({ type, detail }: Pick<Delivery, "type" | "detail">) =>
  [types[type] ?? type, detail].filter(Boolean).join(": ");
