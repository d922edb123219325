import { expect, test } from "vitest";
import { dayLine, dayText, firstDay } from "./days";

const seconds = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000;

test("days on which nothing happened are days too", () => {
  const line = dayLine(
    [{ day: "2026-05-02", attempts: 4, succeeded: 2, failed: 1 }],
    "2026-05-01T00:00:00Z",
    "2026-05-03T08:00:00Z",
  );
  expect(line.times).toEqual([seconds("2026-05-01"), seconds("2026-05-02"), seconds("2026-05-03")]);
  expect(line.succeeded).toEqual([0, 2, 0]);
  expect(line.failed).toEqual([0, 1, 0]);
  expect(dayText(line)).toBe("3 days: 2 activated, 1 failed or expired.");
});

test("so many days end today", () => {
  const now = Date.parse("2026-05-03T23:59:00Z");
  expect(firstDay(now, 1)).toBe("2026-05-03T00:00:00.000Z");
  expect(firstDay(now, 30)).toBe("2026-04-04T00:00:00.000Z");
});
