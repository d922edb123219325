import { expect, test } from "vitest";
import { eventTitle } from "./eventTitle";
import { columnsOf } from "./history";

test.each([
  ["online", "Came online"],
  ["activated", "Added to your devices"],
  ["filter_needs_cleaning", "Filter needs cleaning"],
  ["", ""],
])("%s is said as %s", (code, title) => expect(eventTitle(code)).toBe(title));

test("history becomes columns of seconds and numbers; what is no number is left out", () => {
  expect(
    columnsOf([
      { at: "2026-05-01T12:00:00Z", value: 20.5 },
      { at: "2026-05-01T12:00:05Z", value: null },
      { at: "2026-05-01T12:00:10Z", value: 21 },
    ]),
  ).toEqual([
    [1777636800, 1777636810],
    [20.5, 21],
  ]);
});
