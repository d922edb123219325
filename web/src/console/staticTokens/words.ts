import type { Label } from "../words/labels";
import type { Batch, StaticToken } from "./queries";

/** Where a batch stands, in words. */
export const batchStates: Record<Batch["state"], Label> = {
  Importing: { label: "Table being read", tone: "busy" },
  Making: { label: "Being made", tone: "busy" },
  Ready: { label: "Ready", tone: "good" },
  Cancelling: { label: "Being removed", tone: "busy" },
  Cancelled: { label: "Cancelled", tone: "quiet" },
};

/** Where a unit is on its way from the factory to a customer. */
export function unitLabel({ state, deviceId }: Pick<StaticToken, "state" | "deviceId">): Label {
  if (state === "Claimed") return { label: "Claimed", tone: "good" };
  return deviceId === null
    ? { label: "Never connected", tone: "quiet" }
    : { label: "Connected, unclaimed", tone: "busy" };
}

const number = new Intl.NumberFormat("en");

/** How far it is: `30,000 of 100,000`. */
export const progressText = ({ made, count }: Pick<Batch, "made" | "count">): string =>
  `${number.format(made)} of ${number.format(count)}`;

/** A whole number of tokens as people write it: with commas, blanks or none; null when it is none. */
export function readCount(text: string): number | null {
  const digits = text.replace(/[\s,.'_]/g, "");
  return /^\d{1,7}$/.test(digits) ? Number(digits) : null;
}
