import { expect, test } from "vitest";
import { firmwareDefines } from "./firmware";

test("a device by hand gets three lines", () =>
  expect(firmwareDefines("TMPL12345678", "Thermostat", "secret")).toBe(
    '#define BLYNK_TEMPLATE_ID "TMPL12345678"\n#define BLYNK_TEMPLATE_NAME "Thermostat"\n#define BLYNK_AUTH_TOKEN "secret"',
  ));

test("without a token, two", () => expect(firmwareDefines("TMPLa", "A", null).split("\n")).toHaveLength(2));

test("a name cannot leave its quotes", () =>
  expect(firmwareDefines("TMPLa", 'a"b\\c\nd', null)).toContain('"a\\"b\\\\c d"'));
