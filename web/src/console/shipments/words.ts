import type { Label } from "../words/labels";
import type { DeviceUpdate, Shipment, UpdateReason, UpdateState } from "./queries";

/** Where a shipment stands, in words. */
export const shipmentStates: Record<Shipment["state"], Label> = {
  Running: { label: "Running", tone: "busy" },
  Stopped: { label: "Stopped", tone: "quiet" },
  Finished: { label: "Finished", tone: "good" },
};

/** Where a device stands in a shipment, by the names that the field knows. */
const states: Record<Exclude<UpdateState, "Skipped" | "Failed">, Label> = {
  Waiting: { label: "Started", tone: "quiet" },
  Told: { label: "Request sent", tone: "busy" },
  Downloading: { label: "New firmware requested", tone: "busy" },
  Downloaded: { label: "Firmware downloaded", tone: "busy" },
  Done: { label: "Success", tone: "good" },
};

const skipped: Partial<Record<UpdateReason, Label>> = {
  AlreadyInstalled: { label: "Already installed", tone: "quiet" },
  OtherType: { label: "Firmware type mismatch", tone: "bad" },
  Replaced: { label: "Replaced", tone: "quiet" },
};

type Standing = { state: UpdateState; reason: UpdateReason | null };

export function updateLabel({ state, reason }: Standing): Label {
  if (state === "Skipped") return (reason && skipped[reason]) ?? { label: "Skipped", tone: "quiet" };
  if (state !== "Failed") return states[state];
  return reason === "CameBackUnchanged"
    ? { label: "Upload failure", tone: "bad" }
    : { label: "Download limit reached", tone: "bad" };
}

/** The states a list can be narrowed to. */
export const stateChoices: readonly { value: UpdateState; label: string }[] = [
  { value: "Waiting", label: "Started, not told yet" },
  { value: "Told", label: "Request sent" },
  { value: "Downloading", label: "New firmware requested" },
  { value: "Downloaded", label: "Firmware downloaded" },
  { value: "Done", label: "Success" },
  { value: "Failed", label: "Failed" },
  { value: "Skipped", label: "Skipped" },
];

/** Why an attempt failed or a device was left out, and what to do about it. */
const reasons: Record<UpdateReason, { why: string; next: string }> = {
  AlreadyInstalled: { why: "It ran this firmware already.", next: "" },
  OtherType: {
    why: "Its board says that it runs another type of firmware.",
    next: "Upload that type to its own template, and ship that.",
  },
  Replaced: { why: "A later shipment has other firmware for it.", next: "" },
  NotDownloaded: {
    why: "It was told, and did not come for the firmware.",
    next: "See that its firmware knows updates over the air, and that it reaches this cloud by the address that it is connected to.",
  },
  DownloadBroken: {
    why: "It did not fetch the firmware to its end.",
    next: "Look at its network, and whether its memory holds an image of this size.",
  },
  CameBackUnchanged: {
    why: "It fetched the firmware and came back with the old one.",
    next: "It refused the image or could not run it: look at partition, signature and version, and at its log.",
  },
};

/** What is told below a state; null when the state says it all. */
export function noteOf({ state, reason }: Standing): { why: string; next: string } | null {
  if (reason === null || state === "Done") return null;
  const note = reasons[reason];
  return state === "Waiting" ? { why: `The last attempt: ${note.why}`, next: "It is told again." } : note;
}

/** Whether more follows by itself. */
export const goesOn = ({ state, shipmentState }: Pick<DeviceUpdate, "state" | "shipmentState">): boolean =>
  shipmentState === "Running" && state !== "Done" && state !== "Skipped" && state !== "Failed";

/** Of an image that is being fetched, in whole percents; null when nobody knows. */
export const fetchedPercent = (fetched: number | null, bytes: number): number | null =>
  fetched === null || bytes === 0 ? null : Math.min(100, Math.floor((100 * fetched) / bytes));

/** How far it is for who listens: in quarters, because each word interrupts. */
export function spokenUpdate(standing: Standing, percent: number | null): string {
  const { label } = updateLabel(standing);
  return percent === null ? label : `${label}, ${Math.floor(percent / 25) * 25} %`;
}
