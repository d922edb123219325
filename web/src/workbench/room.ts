import type { Beat } from "../design/tokens";

/** What the workbench says about itself: docs/protocols/workbench.md. */
export type DeviceState =
  | "init"
  | "waitConfig"
  | "configuring"
  | "switchToStation"
  | "connectingNetwork"
  | "connectingCloud"
  | "running"
  | "otaUpgrade"
  | "resetConfig"
  | "error";

export type Pattern = {
  description: string;
  color: string;
  motion: "off" | "blinking" | "breathing";
  milliseconds: number[];
};

export type RoomDevice = {
  id: string;
  name: string;
  templateId: string;
  templateName: string;
  firmwareVersion: string;
  tls: boolean;
  behaviour: "thermostat" | "silent";
  power: boolean;
  state: DeviceState | null;
  network: string | null;
  accessPoint: { ssid: string; url: string; deviceId: string } | null;
  light: Pattern;
  openSockets: number;
};

export type RoomNetwork = {
  ssid: string;
  security: string;
  rssi: number;
  channel: number;
  hidden: boolean;
  on: boolean;
  dhcp: boolean;
  internet: boolean;
};

export type Room = {
  devices: RoomDevice[];
  networks: RoomNetwork[];
  cloud: { host: string | null; port: number | null; tlsPort: number | null };
};

export type RoomEvent =
  | { type: "room"; data: Room }
  | { type: "device"; data: RoomDevice }
  | { type: "device.removed"; data: { id: string } }
  | { type: "networks"; data: RoomNetwork[] };

/** The room after a change in it; a change of a part says nothing before the whole is known. */
export function applyEvent(room: Room | undefined, event: RoomEvent): Room | undefined {
  if (event.type === "room") return event.data;
  if (!room) return undefined;
  switch (event.type) {
    case "networks":
      return { ...room, networks: event.data };
    case "device.removed":
      return { ...room, devices: room.devices.filter((device) => device.id !== event.data.id) };
    case "device": {
      const known = room.devices.some((device) => device.id === event.data.id);
      const devices = known
        ? room.devices.map((device) => (device.id === event.data.id ? event.data : device))
        : [...room.devices, event.data].sort((one, other) => byNumber(one.id, other.id));
      return { ...room, devices };
    }
  }
}

const numbers = new Intl.Collator("en", { numeric: true });
const byNumber = (one: string, other: string) => numbers.compare(one, other);

const words: Record<DeviceState, string> = {
  init: "Starting",
  waitConfig: "Waiting to be set up",
  configuring: "Being set up",
  switchToStation: "Leaving its access point",
  connectingNetwork: "Joining the network",
  connectingCloud: "Reaching the cloud",
  running: "Online",
  otaUpgrade: "Updating",
  resetConfig: "Erasing its settings",
  error: "Failed",
};

/** What a device is doing, in a person's words. */
export function stateWords(device: Pick<RoomDevice, "power" | "state">): string {
  if (!device.power) return "No power";
  return device.state ? words[device.state] : "Starting";
}

/** A light's pattern as something to draw. */
export function beatOf(pattern: Pattern): Beat {
  if (pattern.motion === "blinking") return { kind: "steps", milliseconds: pattern.milliseconds };
  if (pattern.motion === "breathing") return { kind: "breathing", period: pattern.milliseconds[0] ?? 1000 };
  return { kind: "off" };
}

/** Full bars are four; the steps are those phones use. */
export function bars(rssi: number): 1 | 2 | 3 | 4 {
  if (rssi >= -55) return 4;
  if (rssi >= -67) return 3;
  return rssi >= -78 ? 2 : 1;
}

/** 2.4 GHz has channels 1 to 14. */
export const bandOf = (channel: number) => (channel > 14 ? "5 GHz" : "2.4 GHz");
