import { expect, test } from "vitest";
import { Problem, Unreachable } from "../../api/client";
import { formErrors } from "./problems";

const known = ["name", "offlineAfterSeconds", "defaultValue"];

test("a refusal that names a field goes to that field", () =>
  expect(formErrors(new Problem(400, "invalid_name", "A name is needed.", "name"), known)).toEqual({
    fields: { name: "A name is needed." },
    rest: null,
  }));

test("letter case does not matter", () =>
  expect(formErrors(new Problem(400, "x", "No.", "DefaultValue"), known).fields).toEqual({
    defaultValue: "No.",
  }));

test("the server's word for a field leads to the form's", () =>
  expect(
    formErrors(new Problem(400, "x", "Too long.", "offlineAfter"), known, {
      offlineAfter: "offlineAfterSeconds",
    }),
  ).toEqual({ fields: { offlineAfterSeconds: "Too long." }, rest: null }));

test("a field that the form does not show is said above the form", () =>
  expect(formErrors(new Problem(400, "x", "Wrong colour.", "colour"), known)).toEqual({
    fields: {},
    rest: "Wrong colour.",
  }));

test("refusals without a field, and no answer at all, are said above the form", () => {
  expect(formErrors(new Problem(409, "template_in_use", "In use."), known).rest).toBe("In use.");
  expect(formErrors(new Unreachable(), known).rest).toContain("cannot be reached");
});

test("no error is no message", () => expect(formErrors(null, known)).toEqual({ fields: {}, rest: null }));
