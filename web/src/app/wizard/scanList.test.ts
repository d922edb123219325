import { expect, test } from "vitest";
import { barsOf, tidyScan } from "./scanList";

const entry = (ssid: string, rssi: number, sec = "WPA2", ch = 6) => ({ ssid, bssid: "", rssi, sec, ch });

test("strongest first, each name once, nameless ones left out", () => {
  const networks = tidyScan([
    entry("Far", -80),
    entry("", -30),
    entry("Home", -70),
    entry("Home", -50, "WPA2", 44),
    entry("  ", -40),
  ]);
  expect(networks?.map(({ ssid, bars }) => [ssid, bars])).toEqual([
    ["Home", 4],
    ["Far", 1],
  ]);
  expect(networks?.[0]?.bands).toEqual(["5 GHz", "2.4 GHz"]);
});

test("open and locked, and what asks for a user name", () => {
  const networks = tidyScan([
    entry("Cafe", -50, "open"),
    entry("Home", -60, "WPA2+WPA3"),
    entry("Office", -70, "WPA2-EAP"),
    entry("Campus", -75, "WPA2 ENT"),
  ]);
  expect(networks?.map(({ locked, enterprise }) => [locked, enterprise])).toEqual([
    [false, false],
    [true, false],
    [true, true],
    [true, true],
  ]);
});

test("numbers in quotes and missing fields are taken as they are meant", () => {
  expect(tidyScan([{ ssid: "Home", rssi: "-60", ch: "11" }, { ssid: "Bare" }])).toMatchObject([
    { ssid: "Home", bars: 3, bands: ["2.4 GHz"] },
    { ssid: "Bare", bars: 1, bands: [], locked: true },
  ]);
});

test.each([[null], [{}], ["[]"], [undefined]])("%s is no scan", (answer) => {
  expect(tidyScan(answer)).toBeNull();
});

test("what is no entry is passed over", () => {
  expect(tidyScan([null, 5, { ssid: 7 }])).toEqual([]);
});

test.each([
  [-40, 4],
  [-60, 3],
  [-75, 2],
  [-90, 1],
])("%d dBm are %d bars", (rssi, bars) => expect(barsOf(rssi)).toBe(bars));
