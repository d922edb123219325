import { expect, test } from "vitest";
import { statusOf } from "./status";

const seen = "2026-05-01T12:00:00Z";
test.each([
  [true, true, seen, "Online"],
  [false, true, seen, "Reconnecting"],
  [false, false, seen, "Offline"],
  [false, false, null, "Never connected"],
] as const)("connected %s, online %s, first seen %s: %s", (connected, online, firstConnectedAt, label) =>
  expect(statusOf({ connected, online, firstConnectedAt }).label).toBe(label),
);
