import type { KnownTemplate } from "./types";

export type System = "ios" | "android" | "other";

/** The system of this phone, as far as it says so; an iPad says it is a Mac, but has a touch screen. */
export function systemOf(userAgent: string, touchPoints: number): System {
  if (/android/i.test(userAgent)) return "android";
  if (/iphone|ipad|ipod/i.test(userAgent)) return "ios";
  return /macintosh/i.test(userAgent) && touchPoints > 1 ? "ios" : "other";
}

/** How to get into the device's Wi-Fi, step by step. */
export const joinSteps: Record<System, string[]> = {
  ios: [
    "Open Settings, then Wi-Fi.",
    "Tap the network named above. It has no password.",
    "If a page opens by itself, close it and choose “Use Without Internet”.",
    "Come back to this page.",
  ],
  android: [
    "Open Settings, then Network & internet, then Wi-Fi.",
    "Tap the network named above. It has no password.",
    "When the phone says that there is no internet, choose to stay connected.",
    "Come back to this page.",
  ],
  other: [
    "Open the list of Wi-Fi networks.",
    "Choose the network named above. It has no password.",
    "Stay connected although there is no internet.",
    "Come back to this page.",
  ],
};

/** What makes a phone talk to a Wi-Fi without internet. */
export const unreachedSteps: Record<System, string[]> = {
  ios: [
    "Switch mobile data off for a moment (Settings, then Mobile Service).",
    "Switch a VPN or iCloud Private Relay off as well.",
  ],
  android: [
    "Switch mobile data off for a moment, or choose “Stay connected” when the phone asks.",
    "Set Private DNS to “Automatic” (Settings, then Network & internet), and switch a VPN off.",
  ],
  other: ["Unplug a network cable, and switch a VPN or encrypted DNS off for a moment."],
};

// The radio's limit less the NUL that firmware keeps behind the name.
const nameBytesMax = 31;

/** The name of a device's Wi-Fi as it will appear; the last four characters differ from unit to unit. */
export function accessPointName({ prefix, name }: KnownTemplate): string {
  const encoder = new TextEncoder();
  let room = nameBytesMax - encoder.encode(`${prefix} -XXXX`).length;
  let cut = "";
  for (const character of name) {
    room -= encoder.encode(character).length;
    if (room < 0) break;
    cut += character;
  }
  return `${prefix} ${cut}-XXXX`;
}
