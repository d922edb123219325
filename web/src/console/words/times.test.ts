import { describe, expect, test } from "vitest";
import { durationText, exactText, offsetText, relativeText } from "./times";

describe("how long something took", () => {
  test.each([
    [-5, "0 ms"],
    [80.4, "80 ms"],
    [3_210, "3.2 s"],
    [59_940, "59.9 s"],
    [59_960, "1 min"],
    [245_000, "4 min 5 s"],
    [3_599_600, "1 h"],
    [7_800_000, "2 h 10 min"],
    [86_400_000 * 3 + 3_600_000 * 4, "3 d 4 h"],
  ])("%d ms reads %s", (milliseconds, text) => expect(durationText(milliseconds)).toBe(text));

  test("the first step of a timeline is its start", () => {
    expect(offsetText(0)).toBe("start");
    expect(offsetText(4_100)).toBe("+4.1 s");
  });
});

describe("a moment seen from now", () => {
  const now = Date.parse("2026-05-01T12:00:00Z");
  test.each([
    ["2026-05-01T11:59:55Z", "just now"],
    ["2026-05-01T12:00:05Z", "just now"],
    ["2026-05-01T11:59:20Z", "40 seconds ago"],
    ["2026-05-01T11:57:00Z", "3 minutes ago"],
    ["2026-05-01T14:00:00Z", "in 2 hours"],
    ["2026-04-30T11:00:00Z", "yesterday"],
    ["2026-03-01T12:00:00Z", "2 months ago"],
    ["2023-05-01T12:00:00Z", "3 years ago"],
  ])("%s reads %s", (at, text) => expect(relativeText(at, now)).toBe(text));

  test("the exact time names day and second", () =>
    expect(exactText("2026-05-01T12:00:07Z", "en-GB", "UTC")).toBe("1 May 2026, 12:00:07"));
});
