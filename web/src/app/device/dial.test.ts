import { describe, expect, test } from "vitest";
import { arc, fill, isDialled } from "./dial";

const stream = { type: "Double", unit: null, min: 0, max: 10, value: null } as const;

describe("a dial is drawn", () => {
  test.each([
    ["for a number between two ends", {}, true],
    ["for whole numbers, too", { type: "Integer", max: 2 }, true],
    ["not for a switch", { type: "Integer", max: 1 }, false],
    ["not without an end", { max: null }, false],
    ["not where both ends are one", { max: 0 }, false],
    ["not for words", { type: "String" }, false],
  ] as const)("%s", (_when, changes, drawn) => expect(isDialled({ ...stream, ...changes })).toBe(drawn));
});

describe("it is filled", () => {
  test.each([
    ["not at all at the least value", 0, 0],
    ["to a quarter", 2.5, 0.25],
    ["whole at the greatest value", 10, 1],
    ["no further than its ends", 1e9, 1],
    ["no less than not at all", -3, 0],
    ["by nothing while there is no value", null, null],
    ["by nothing for what is no number", "warm", null],
  ] as const)("%s", (_how, value, part) => expect(fill({ ...stream, value })).toBe(part));
});

describe("its arc", () => {
  test("runs from lower left to lower right, the long way", () =>
    expect(arc(1, 10)).toBe("M -8.66 5 A 10 10 0 1 1 8.66 5"));

  test("is at the top with half of it", () => expect(arc(0.5, 10)).toBe("M -8.66 5 A 10 10 0 0 1 0 -10"));
});
