import { describe, expect, test } from "vitest";
import type { Network } from "./types";
import { isAddress, problemsOf } from "./wifiRules";
import { emptyWifi } from "./wizardState";

const locked: Network = { ssid: "Home", bars: 4, locked: true, enterprise: false, bands: [] };
const form = (ssid: string, password: string) => ({ ...emptyWifi, ssid, password });

describe("what may be sent", () => {
  test.each([
    ["a name and a password", "Home", "12345678"],
    ["a name of 32 bytes", "é".repeat(16), "12345678"],
    ["a password of 63", "Home", "x".repeat(63)],
    ["a hexadecimal key of 64", "Home", "aF".repeat(32)],
    ["an open network", "Guests", ""],
  ])("%s", (_what, ssid, password) => expect(problemsOf(form(ssid, password), undefined)).toEqual({}));

  test.each([
    ["no name", "", "12345678", "ssid"],
    ["a name of 33 bytes in 17 letters", "é".repeat(16) + "x", "12345678", "ssid"],
    ["a password of 7", "Home", "1234567", "password"],
    ["a password of 64 that is no key", "Home", "x".repeat(64), "password"],
    ["a password of 65", "Home", "a".repeat(65), "password"],
  ])("not %s", (_what, ssid, password, field) =>
    expect(Object.keys(problemsOf(form(ssid, password), undefined))).toEqual([field]),
  );

  test("not a locked network without its password", () => {
    expect(problemsOf(form("Home", ""), locked)).toHaveProperty("password");
  });

  test("not a fixed address that is none", () => {
    const fixed = { ip: "192.168.1.256", mask: "", gateway: "192.168.1", dns: "none" };
    expect(Object.keys(problemsOf({ ...form("Home", "12345678"), fixed }, undefined))).toEqual([
      "ip",
      "mask",
      "gateway",
      "dns",
    ]);
  });
});

test.each([
  ["192.168.1.50", true],
  ["0.0.0.0", true],
  ["1.2.3", false],
  ["1.2.3.04", false],
  ["1.2.3.4.5", false],
  ["a.b.c.d", false],
  ["", false],
])("%s is an address: %s", (text, is) => expect(isAddress(text)).toBe(is));
