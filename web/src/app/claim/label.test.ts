import { describe, expect, test } from "vitest";
import { isLabel, tidyCode } from "./label";

const token = `sqr_${"aB3-_".repeat(6)}xy`;

describe("the QR code of a label", () => {
  test.each([
    [`${token}+42`, true],
    [token, true],
    [`${token}+`, false],
    ["https://example.com/manual", false],
    ["SN-0001", false],
    ["sqr_short+1", false],
  ])("%s: %s", (content, isOurs) => expect(isLabel(content)).toBe(isOurs));
});

describe("a code that is typed", () => {
  test.each([
    ["grows its hyphens", "7k3m9qa", "7K3M9Q-A"],
    ["takes blanks for hyphens", "7K3M9Q a1b2c3 D4E5F6", "7K3M9Q-A1B2C3-D4E5F6"],
    ["ends after three groups", "7K3M9QA1B2C3D4E5F6ZZ", "7K3M9Q-A1B2C3-D4E5F6"],
    ["loses a hyphen when the letter behind it is deleted", "7K3M9Q-", "7K3M9Q"],
    ["may be the text of the QR code", ` ${token}+42`, `${token}+42`],
    ["may be empty", " ", ""],
  ])("%s", (_what, typed, shown) => expect(tidyCode(typed)).toBe(shown));
});
