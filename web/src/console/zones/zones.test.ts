import { expect, test } from "vitest";
import { clockText, zoneChoices, zoneLabel } from "./zones";

test("a name is read with blanks", () => {
  expect(zoneLabel("America/Argentina/Buenos_Aires")).toBe("America/Argentina/Buenos Aires");
});

test("a zone that is set stays to be seen, known or not", () => {
  const names = ["Asia/Tokyo", "Europe/Kyiv"];
  expect(zoneChoices(names, null).map(({ value }) => value)).toEqual(names);
  expect(zoneChoices(names, "Europe/Kyiv")).toHaveLength(2);
  expect(zoneChoices(names, "Mars/Base")[0]).toEqual({ value: "Mars/Base", label: "Mars/Base" });
});

test("the clock of a zone is read, and none where the browser knows none", () => {
  const noon = Date.parse("2026-01-01T12:00:00Z");
  expect(clockText("Asia/Kolkata", noon, "en-GB")).toBe("Thu 17:30");
  expect(clockText("UTC", noon, "en-GB")).toBe("Thu 12:00");
  expect(clockText("Mars/Base", noon, "en-GB")).toBeNull();
});
