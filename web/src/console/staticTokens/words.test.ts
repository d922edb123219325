import { expect, test } from "vitest";
import { progressText, readCount, sizeText, unitLabel } from "./words";

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

test.each([
  [512, "512 bytes"],
  [1_234_567, "1.2 MB"],
  [4e12, "4000.0 GB"],
])("%s bytes are %s", (bytes, text) => expect(sizeText(bytes)).toBe(text));
