import type { Tone } from "../words/labels";

const day = 24 * 60 * 60 * 1000;
/** Time enough to get another one without haste. */
const soonDays = 30;

export type Validity = { label: string; tone: Tone; advice: string | null };

/** How long a certificate counts yet, and what to do about it. */
export function validityOf(
  notBefore: string,
  notAfter: string,
  isDevelopment: boolean,
  now: number,
): Validity {
  const left = Math.floor((Date.parse(notAfter) - now) / day);
  const renewal = isDevelopment
    ? "This cloud replaces it by itself."
    : "Put a new one in the place of the file; it is taken over without a restart.";
  if (Date.parse(notBefore) > now)
    return { label: "Not valid yet", tone: "bad", advice: "Check this machine's clock." };
  if (Date.parse(notAfter) <= now)
    return { label: "Expired", tone: "bad", advice: `Devices refuse it. ${renewal}` };
  const label = left === 0 ? "Less than a day left" : left === 1 ? "1 day left" : `${left} days left`;
  return left < soonDays ? { label, tone: "bad", advice: renewal } : { label, tone: "good", advice: null };
}
