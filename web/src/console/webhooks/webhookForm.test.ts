import { expect, test } from "vitest";
import { bodyOf, checkPin, formOf } from "./webhookForm";

test("a new webhook is called for nothing yet and ten times a minute", () => {
  const form = formOf(null);
  expect(form.triggers).toEqual([]);
  expect(form.requestsPerMinute).toBe(10);
});

test("empty means all, and is said so", () => {
  const body = bodyOf({ ...formOf(null), pin: " ", eventCodes: " , " });
  expect(body.pin).toBe(-1);
  expect(body.templateId).toBe("");
  expect(body.eventCodes).toEqual([]);
});

test("a pin is read with and without its V", () => {
  expect(bodyOf({ ...formOf(null), pin: "V4" }).pin).toBe(4);
  expect(bodyOf({ ...formOf(null), pin: "4" }).pin).toBe(4);
  expect(checkPin("four")).not.toBeNull();
  expect(checkPin("v255")).toBeNull();
});

test("a header without a new value keeps the one it has, and one without a name is none", () => {
  const headers = [
    { name: "X-Key", value: "", isKept: true },
    { name: " ", value: "x", isKept: false },
  ];
  expect(bodyOf({ ...formOf(null), headers }).headers).toEqual({ "X-Key": "" });
});
