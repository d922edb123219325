import { expect, test } from "vitest";
import {
  checkDatastream,
  datastreamBody,
  datastreamValues,
  freePin,
  readPin,
  type Datastream,
} from "./datastreamForm";

const target: Datastream = {
  id: 1,
  name: "Target",
  pin: 1,
  type: "Double",
  min: 5,
  max: 30,
  unit: "°C",
  defaultValue: 20.5,
  syncOnConnect: true,
  history: "Minutes",
  decimals: 1,
  expiresAfterSeconds: 90,
  expiresOffline: true,
  words: null,
  fallback: null,
};

test("an untouched datastream goes out as it came in", () => {
  const { id: _, ...body } = target;
  expect(datastreamBody(datastreamValues(target, 0))).toEqual({ ...body, words: [] });
});

test("a new one begins at the lowest free pin", () => {
  expect(freePin([{ pin: 0 }, { pin: 1 }, { pin: 3 }])).toBe(2);
  expect(datastreamValues(null, 2).pin).toBe("V2");
});

test.each([
  ["4", 4],
  ["v4", 4],
  [" V255 ", 255],
  ["256", null],
  ["D4", null],
  ["", null],
])("%j is pin %j", (text, pin) => expect(readPin(text)).toBe(pin));

test("what is not a number is said before it is sent", () => {
  const wrong = { ...datastreamValues(null, 0), pin: "X", min: "low", defaultValue: "warm" };
  expect(checkDatastream(wrong)).toEqual({
    pin: "A pin from V0 to V255 is needed.",
    min: "A number is needed.",
    max: null,
    defaultValue: "A number is needed.",
    decimals: null,
    expiresAfter: null,
    words: null,
    fallback: null,
  });
});

test("what was set is taken away by emptying it", () => {
  const emptied = { ...datastreamValues(target, 0), min: "", defaultValue: "" };
  expect(checkDatastream(emptied)).toMatchObject({ min: null, defaultValue: null });
  expect(datastreamBody(emptied)).toMatchObject({ min: null, max: 30, defaultValue: null });
});

test("types without a range send none", () => {
  const text = { ...datastreamValues(target, 0), type: "String" as const, defaultValue: "" };
  expect(datastreamBody(text)).toMatchObject({ min: null, max: null, defaultValue: null });
});

test("a place is sent as two numbers", () => {
  const place = { ...datastreamValues(null, 0), type: "Location" as const, defaultValue: "8.5, 47.4" };
  expect(datastreamBody(place).defaultValue).toEqual([8.5, 47.4]);
});

test("words and fallback belong to an enumeration, digits to a number with fractions", () => {
  const mode = {
    ...datastreamValues(target, 0),
    type: "Enum" as const,
    defaultValue: "",
    words: "0 = Off\n1 = On",
    fallback: "0",
  };
  expect(checkDatastream({ ...mode, words: "Off" })).toMatchObject({
    words: '"Off" is not written as 0 = Off.',
  });
  expect(datastreamBody(mode)).toMatchObject({ decimals: null, fallback: 0, history: "Minutes" });
  expect(datastreamBody(mode).words).toHaveLength(2);
  expect(datastreamBody({ ...mode, type: "String" })).toMatchObject({
    history: "Raw",
    words: [],
    fallback: null,
  });
});
