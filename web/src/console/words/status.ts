import type { Device } from "../../api/client";
import type { LightState } from "../../design/tokens";

export type DeviceStatus = { light: LightState; label: string; note: string };

/** What a device is doing now, in the language of its light. */
export function statusOf(device: Pick<Device, "connected" | "online" | "firstConnectedAt">): DeviceStatus {
  if (device.connected) return { light: "running", label: "Online", note: "Connected to the cloud now." };
  if (device.online)
    return {
      light: "connectingCloud",
      label: "Reconnecting",
      note: "The connection broke a moment ago; it counts as online until its template's wait is over.",
    };
  return device.firstConnectedAt === null
    ? {
        light: "waitingForSetUp",
        label: "Never connected",
        note: "It has a token but has not come to the cloud yet.",
      }
    : { light: "off", label: "Offline", note: "Not connected." };
}
