import { expect, test } from "vitest";
import { bandOf, bars, beatOf, stateWords, applyEvent, type Room, type RoomDevice } from "./room";

const device = (id: string, more: Partial<RoomDevice> = {}): RoomDevice => ({
  id,
  name: id,
  templateId: "TMPLthermo01",
  templateName: "Thermostat",
  firmwareVersion: "1.0.0",
  tls: false,
  behaviour: "thermostat",
  power: true,
  state: "waitConfig",
  network: null,
  accessPoint: null,
  light: { description: "off", color: "#000000", motion: "off", milliseconds: [] },
  openSockets: 0,
  ...more,
});
const room: Room = {
  devices: [device("dev-1"), device("dev-10")],
  networks: [],
  cloud: { host: null, port: null, tlsPort: null },
};
const ids = (of: Room | undefined) => of?.devices.map(({ id }) => id);

test("a device that is known is replaced, a new one takes its place by number", () => {
  const changed = applyEvent(room, { type: "device", data: device("dev-1", { power: false }) });
  expect(ids(changed)).toEqual(["dev-1", "dev-10"]);
  expect(changed?.devices[0]?.power).toBe(false);
  expect(ids(applyEvent(room, { type: "device", data: device("dev-2") }))).toEqual([
    "dev-1",
    "dev-2",
    "dev-10",
  ]);
});

test("a removed device is gone, and one that was never there changes nothing", () => {
  expect(ids(applyEvent(room, { type: "device.removed", data: { id: "dev-1" } }))).toEqual(["dev-10"]);
  expect(applyEvent(room, { type: "device.removed", data: { id: "dev-7" } })).toEqual(room);
});

test("the whole room replaces what was known; a part alone says nothing yet", () => {
  const empty: Room = { ...room, devices: [] };
  expect(applyEvent(room, { type: "room", data: empty })).toBe(empty);
  expect(applyEvent(undefined, { type: "room", data: empty })).toBe(empty);
  expect(applyEvent(undefined, { type: "device", data: device("dev-1") })).toBeUndefined();
});

test("the networks come as a whole", () => {
  const network = {
    ssid: "Home",
    security: "WPA2",
    rssi: -48,
    channel: 6,
    hidden: false,
    on: true,
    dhcp: true,
    internet: true,
  };
  expect(applyEvent(room, { type: "networks", data: [network] })?.networks).toEqual([network]);
});

test("a state is said in words, and power comes first", () => {
  expect(stateWords({ power: true, state: "running" })).toBe("Online");
  expect(stateWords({ power: false, state: "running" })).toBe("No power");
  expect(stateWords({ power: true, state: null })).toBe("Starting");
});

test("a pattern becomes the beat that the light draws", () => {
  const pattern = { description: "", color: "#0D36FF" };
  expect(beatOf({ ...pattern, motion: "blinking", milliseconds: [50, 500] })).toEqual({
    kind: "steps",
    milliseconds: [50, 500],
  });
  expect(beatOf({ ...pattern, motion: "breathing", milliseconds: [4864] })).toEqual({
    kind: "breathing",
    period: 4864,
  });
  expect(beatOf({ ...pattern, motion: "off", milliseconds: [] })).toEqual({ kind: "off" });
});

test("signal and band as phones show them", () => {
  expect([-30, -55, -56, -67, -78, -79].map(bars)).toEqual([4, 4, 3, 3, 2, 1]);
  expect([1, 14, 36].map(bandOf)).toEqual(["2.4 GHz", "2.4 GHz", "5 GHz"]);
});
