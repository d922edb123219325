import { expect, test } from "vitest";
import { degreesOf, pairOf, placeTextOf } from "./place";

test("degrees are read with a point or a comma, and nothing else is", () => {
  expect(degreesOf(" -49.84 ", 90)).toBe(-49.84);
  expect(degreesOf("24,03", 180)).toBe(24.03);
  for (const text of ["", "north", "91", "1e3", "49°50'", "Infinity"]) expect(degreesOf(text, 90)).toBeNull();
});

test("what a map copies is taken apart", () => {
  expect(pairOf("49.84, -24.03")).toEqual({ latitude: "49.84", longitude: "-24.03" });
  expect(pairOf("49,84; 24,03")).toEqual({ latitude: "49,84", longitude: "24,03" });
  for (const text of ["49.84", "91, 3", "a, b", "1, 2, 3"]) expect(pairOf(text)).toBeNull();
});

test("a device without a place has an empty form", () => {
  expect(placeTextOf(null)).toEqual({ latitude: "", longitude: "", address: "", timeZone: "" });
  expect(placeTextOf({ latitude: 1.5, longitude: -2, address: null, timeZone: "UTC" })).toEqual({
    latitude: "1.5",
    longitude: "-2",
    address: "",
    timeZone: "UTC",
  });
});
