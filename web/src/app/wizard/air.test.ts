import { expect, test } from "vitest";
import { accessPointsOf, workbenchAddress } from "./air";

test.each([
  ["named, on this machine", "http://127.0.0.1:9090/anything", "cloud.example", "http://127.0.0.1:9090"],
  ["named, elsewhere", "http://evil.example", "127.0.0.1", null],
  ["named, in disguise", "http://127.0.0.1@evil.example", "127.0.0.1", null],
  ["named, in disguise by name", "http://127.0.0.1.evil.example", "127.0.0.1", null],
  ["nonsense", "javascript:alert(1)", "127.0.0.1", null],
  ["not named, page of this machine", undefined, "localhost", "http://127.0.0.1:8090"],
  ["not named, page from elsewhere", undefined, "cloud.example", null],
])("%s", (_what, wanted, host, address) => expect(workbenchAddress(wanted, host)).toBe(address));

test("access points elsewhere are left out", () => {
  const air = {
    accessPoints: [
      { ssid: "Blynk Thermostat-1W7R", url: "http://127.0.0.1:8090/air/dev-1/" },
      { ssid: "Trap", url: "http://evil.example/air/dev-1" },
      { ssid: 5, url: null },
    ],
  };
  expect(accessPointsOf(air)).toEqual([
    { ssid: "Blynk Thermostat-1W7R", url: "http://127.0.0.1:8090/air/dev-1" },
  ]);
  expect(accessPointsOf(null)).toEqual([]);
});
