import { expect, test } from "vitest";
import { progressText, readCount, unitLabel } from "./words";

test("a unit is unclaimed until somebody has it, connected or not", () => {
  expect(unitLabel({ state: "Unclaimed", deviceId: null }).label).toBe("Never connected");
  expect(unitLabel({ state: "Unclaimed", deviceId: 7 }).label).toBe("Connected, unclaimed");
  expect(unitLabel({ state: "Claimed", deviceId: 7 }).label).toBe("Claimed");
});

test.each([
  ["100000", 100_000],
  ["1,000,000", 1_000_000],
  ["10 000", 10_000],
  ["", null],
  ["many", null],
  ["-5", null],
  ["12345678", null],
])("%s tokens are %s", (text, count) => expect(readCount(text)).toBe(count));

test("progress has commas", () =>
  expect(progressText({ made: 30_000, count: 1e6 })).toBe("30,000 of 1,000,000"));
