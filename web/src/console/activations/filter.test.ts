import { expect, test } from "vitest";
import { choicesOf, exportAddress, isNarrowed, readActivationSearch } from "./filter";

test("an address is read as far as it means something", () => {
  expect(
    readActivationSearch({ state: "Failed", template: "T", cause: "expired", firmware: 1.2, days: "90" }),
  ).toEqual({ state: "Failed", template: "T", cause: "expired", firmware: "1.2", days: 90 });
  expect(readActivationSearch({ state: "failed", days: 31, cause: "" })).toEqual({});
});

test("a span leaves no attempt out of the list", () => {
  expect(isNarrowed({ days: 7 })).toBe(false);
  expect(isNarrowed({ firmware: "1" })).toBe(true);
});

test("the file is narrowed as the list is", () => {
  expect(exportAddress({ state: "Failed", cause: "a&b", days: 7 })).toBe(
    "/api/v1/provisioning/sessions.csv?state=Failed&cause=a%26b",
  );
  expect(exportAddress({})).toBe("/api/v1/provisioning/sessions.csv");
});

test("what is chosen can be seen even if it is not among the most common", () => {
  expect(choicesOf(["a", "b"], "c")).toEqual(["c", "a", "b"]);
  expect(choicesOf(["a", "b"], "b")).toEqual(["a", "b"]);
  expect(choicesOf(["a"], undefined)).toEqual(["a"]);
});
