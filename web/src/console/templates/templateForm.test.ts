import { expect, test } from "vitest";
import { checkSeconds, templateBody, templateValues } from "./templateForm";

test("a new template begins with what firmware in the field expects, and the cloud's own wait", () =>
  expect(templateBody({ ...templateValues(null), name: "Thermostat" })).toEqual({
    name: "Thermostat",
    hardware: "ESP32",
    connectionType: "WiFi",
    hotspotPrefix: "Blynk",
    welcomeText: "",
    offlineAfterSeconds: null,
  }));

test.each([
  ["60", true],
  ["0", true],
  ["", false],
  ["1.5", false],
  ["-1", false],
  ["a minute", false],
])("%j seconds are fine: %s", (text, isFine) => expect(checkSeconds(text) === null).toBe(isFine));
