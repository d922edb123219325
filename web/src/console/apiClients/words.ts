import type { Tone } from "../words/labels";
import type { ApiClient } from "./queries";

/** What no client is given; the cloud says so, too. */
export const neverGiven = ["ManageApiClients", "ChangePasswords"] as const;

/** How long the secret before lives on, as people choose it. */
export const overlaps = [
  { value: "0", label: "No longer: it may have become known" },
  { value: "60", label: "One hour" },
  { value: "1440", label: "One day" },
  { value: "10080", label: "One week" },
] as const;

/** Whether it comes in, at this moment. */
export function stateOf({ suspended, secrets }: ApiClient, now: number): { label: string; tone: Tone } {
  if (suspended) return { label: "Suspended", tone: "bad" };
  const lives = secrets.some(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now);
  return lives ? { label: "Active", tone: "good" } : { label: "Secret ended", tone: "bad" };
}
