import { describe, expect, test } from "vitest";
import { controlOf, stepOf, valueText, type Stream } from "./valueText";

const stream = (changes: Partial<Stream>): Stream => ({
  type: "Double",
  unit: null,
  min: null,
  max: null,
  value: null,
  ...changes,
});

test.each([
  ["nothing yet", {}, "–"],
  ["two decimals at most", { value: 19.6349 }, "19.63"],
  ["thousands apart", { value: 1234567 }, "1,234,567"],
  ["a unit behind a space", { value: 20, unit: "°C" }, "20\u00a0°C"],
  ["a percent sign without", { value: 55, unit: "%" }, "55%"],
  ["a switch in words", { type: "Integer", min: 0, max: 1, value: 1 }, "On"],
  ["a switch that is off", { type: "Integer", min: 0, max: 1, value: 0 }, "Off"],
  ["text as it is", { type: "String", value: "Hello" }, "Hello"],
  ["an empty text", { type: "String", value: "" }, "–"],
  ["a place, latitude first", { type: "Location", value: [30.52, 50.45] }, "50.4500, 30.5200"],
  ["a number that no longer fits its type", { value: "warm" }, "warm"],
] as [string, Partial<Stream>, string][])("%s", (_what, changes, text) =>
  expect(valueText(stream(changes))).toBe(text),
);

describe("controls", () => {
  test.each([
    ["switch", { type: "Integer", min: 0, max: 1 }],
    ["slider", { type: "Double", min: 5, max: 30 }],
    ["slider", { type: "Integer", min: 0, max: 255 }],
    ["number", { type: "Integer", min: 0, max: 100_000 }],
    ["number", { type: "Double", min: 0 }],
    ["number", { type: "Integer", min: 5, max: 5 }],
    ["number", { type: "Enum" }],
    ["text", { type: "String" }],
    ["none", { type: "Location" }],
  ] as [string, Partial<Stream>][])("a %s", (control, changes) =>
    expect(controlOf(stream(changes))).toBe(control),
  );

  test.each([
    [0.01, 0, 1],
    [0.1, 0, 10],
    [0.5, 5, 30],
    [1, 0, 1000],
  ])("steps of %d from %d to %d", (step, min, max) => expect(stepOf(stream({ min, max }))).toBe(step));
});
