import { expect, test } from "vitest";
import { durationOf } from "./durations";

test("an attempt takes from the token to its end", () => {
  const createdAt = "2026-05-01T12:00:00Z";
  expect(durationOf({ createdAt, endedAt: "2026-05-01T12:00:04.500Z" })).toBe(4_500);
  expect(durationOf({ createdAt, endedAt: null })).toBeNull();
});
