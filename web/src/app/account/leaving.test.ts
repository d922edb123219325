import { expect, test } from "vitest";
import { Problem } from "../../api/client";
import { nextStepOf, passwordErrorOf } from "./leaving";

const refusal = (code: string, field?: string) => new Problem(409, code, `${code}.`, field);

test("the last administrator is led to where another one is made", () => {
  expect(nextStepOf(refusal("last_administrator"))?.href).toBe("/console/settings?tab=people");
});

test("who is locked out for a while may choose a new password", () => {
  expect(nextStepOf(refusal("account_locked"))?.href).toBe("/forgot-password");
});

test("other refusals say all there is to say, and a wrong password stands at its field", () => {
  expect(nextStepOf(refusal("storage_unavailable"))).toBeNull();
  expect(nextStepOf(new Error("odd"))).toBeNull();
  expect(passwordErrorOf(refusal("wrong_password", "password"))).toBe("wrong_password.");
  expect(passwordErrorOf(refusal("last_administrator"))).toBeNull();
});
