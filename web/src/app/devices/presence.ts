import type { Device } from "../../api/client";
import type { LightState } from "../../design/tokens";

type Presence = Pick<Device, "online" | "lastSeenAt" | "firstConnectedAt">;

/** The device's light as it should be: swelling when it is in the cloud, dark when nobody knows. */
export const lightOf = ({ online }: Presence): LightState => (online ? "running" : "off");

/** Online and since when, as far as that is known; or since when not. */
export function presenceText(device: Presence, now: Date, onlineSince?: Date): string {
  if (device.online) return onlineSince ? `Online since ${momentText(onlineSince, now)}` : "Online";
  if (!device.firstConnectedAt && !device.lastSeenAt) return "Never online yet";
  return device.lastSeenAt ? `Offline since ${momentText(new Date(device.lastSeenAt), now)}` : "Offline";
}

const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const dayAndYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** A moment as people say it: the time alone today, with the day before that, with the year before this one. */
export function momentText(moment: Date, now: Date): string {
  const at = time.format(moment);
  if (moment.toDateString() === now.toDateString()) return at;
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (moment.toDateString() === yesterday.toDateString()) return `yesterday, ${at}`;
  return `${(moment.getFullYear() === now.getFullYear() ? day : dayAndYear).format(moment)}, ${at}`;
}
