import { expect, test } from "vitest";
import type { Firmware } from "./queries";
import { bestFor, compareVersions, stepOf } from "./versions";

test.each([
  ["1.10", "1.9", 1],
  ["1.9", "1.10", -1],
  ["2.0.0", "2.0", 0],
  ["v2.0", "2.0", 0],
  ["2.0.0-beta", "2.0.0", -1],
  ["2.0.0", "2.0.0-rc1", 1],
  ["2.0.0-rc10", "2.0.0-rc9", 1],
  ["2.0.0", "2.0.0", 0],
])("%s beside %s is %d", (one, other, order) => expect(compareVersions(one, other)).toBe(order));

test.each([
  ["2.0.0", null, { version: "1.0.0", build: null }, "newer"],
  ["1.0.0", null, { version: "2.0.0", build: null }, "older"],
  ["2.0.0", null, { version: "2.0.0", build: "Jan  1 2026 00:00:00" }, "same"],
  ["2.0.0", "Jan  2 2026 00:00:00", { version: "2.0.0", build: "Jan  1 2026 00:00:00" }, "newer"],
  ["2.0.0", null, { version: null, build: null }, "unknown"],
] as const)("%s built %j leads a device with %j to something %s", (version, build, runs, step) =>
  expect(stepOf({ version, build }, runs)).toBe(step),
);

test("the newest that is newer is offered first, else the newest", () => {
  const files = ["1.9", "1.10", "1.2"].map((version, id) => ({ id, version, build: null }) as Firmware);
  expect(bestFor(files, { version: "1.9", build: null })?.version).toBe("1.10");
  expect(bestFor(files, { version: "3.0", build: null })?.version).toBe("1.10");
  expect(bestFor([], { version: "3.0", build: null })).toBeUndefined();
});
