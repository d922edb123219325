import { expect, test } from "vitest";
import { noOrder, orderOf, orderRules } from "./orderForm";

test("an order says which devices, or all by naming none", () => {
  expect(orderOf(7, { ...noOrder, deviceIds: ["3", "4"], title: " Spring " })).toEqual({
    firmwareId: 7,
    deviceIds: [3, 4],
    title: "Spring",
    attemptsLimit: 3,
    attemptsResetSeconds: 86_400,
  });
  expect(orderOf(7, { ...noOrder, whom: "all", deviceIds: ["3"] }).deviceIds).toBeNull();
});

test("somebody has to be chosen, and numbers are whole", () => {
  expect(orderRules.deviceIds([], noOrder)).toContain("at least one");
  expect(orderRules.deviceIds([], { ...noOrder, whom: "all" })).toBeNull();
  expect(orderRules.attempts("3")).toBeNull();
  expect(["0", "1.5", "", "101", "many"].filter((text) => orderRules.attempts(text) === null)).toEqual([]);
  expect(["0", "9000", "1e3"].filter((text) => orderRules.hours(text) === null)).toEqual([]);
});
