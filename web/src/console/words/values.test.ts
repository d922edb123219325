import { expect, test } from "vitest";
import { rangeText, readNumber, readValue, valueText } from "./values";

test.each([
  [21.5, "Double", "°C", "21.5 °C"],
  [0.1 + 0.2, "Double", null, "0.3"],
  [null, "Integer", "W", "–"],
  ["on", "String", null, "on"],
  [[8.5417, 47.3769], "Location", null, "8.54170, 47.37690"],
  ["kept from another type", "Location", null, "kept from another type"],
] as const)("%j of type %s reads %s %s", (value, type, unit, text) =>
  expect(valueText(value, type, unit)).toBe(text),
);

test.each([
  ["", null],
  [" 21,5 ", 21.5],
  ["-.5", -0.5],
  ["1e3", 1000],
] as const)("%j is the number %j", (text, number) => expect(readNumber(text)).toBe(number));

test.each(["0x10", "12 apples", "1.2.3", "--1", "Infinity", "e5", "."])("%j is no number", (text) =>
  expect(readNumber(text)).toBeNaN(),
);

test("what was typed becomes what the datastream takes", () => {
  expect(readValue("21,5", "Double")).toEqual({ value: 21.5 });
  expect(readValue(" two ", "String")).toEqual({ value: " two " });
  expect(readValue("1.5", "Integer")).toEqual({ problem: "A whole number is needed." });
  expect(readValue("", "Enum")).toEqual({ problem: "A number is needed." });
});

test.each(["8.54, 47.38", "8.54 47.38", "8.54;47.38", "8.54,47.38"])("%j is a place", (text) =>
  expect(readValue(text, "Location")).toEqual({ value: [8.54, 47.38] }),
);

test.each(["8.54", "", "here, there"])("%j is no place", (text) =>
  expect(readValue(text, "Location")).toHaveProperty("problem"),
);

test("a range reads as far as it is known", () => {
  expect(rangeText(5, 30, "°C")).toBe("5 to 30 °C");
  expect(rangeText(0, null, null)).toBe("from 0");
  expect(rangeText(null, 9, "V")).toBe("up to 9 V");
  expect(rangeText(null, null, "V")).toBeNull();
});
