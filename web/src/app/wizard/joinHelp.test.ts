import { expect, test } from "vitest";
import { accessPointName, systemOf, unreachedSteps } from "./joinHelp";

test.each([
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", 5, "ios"],
  ["Mozilla/5.0 (Linux; Android 15; Pixel 9)", 5, "android"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", 5, "ios"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", 0, "other"],
  ["Mozilla/5.0 (X11; Linux x86_64)", 0, "other"],
])("%s with %d touch points is %s", (agent, points, system) => expect(systemOf(agent, points)).toBe(system));

test("the Wi-Fi name as the device makes it: at most 31 bytes, cut in the middle by whole letters", () => {
  const name = (template: string) => accessPointName({ id: "TMPL1", name: template, prefix: "Blynk" });
  expect(name("Thermostat")).toBe("Blynk Thermostat-XXXX");
  expect(name("An extraordinarily long template")).toBe("Blynk An extraordinarily l-XXXX");
  expect(new TextEncoder().encode(name("é".repeat(30))).length).toBeLessThanOrEqual(31);
});

test("each system is told what keeps a phone from the device: mobile data, and names asked elsewhere", () => {
  expect(unreachedSteps.ios.join()).toMatch(/mobile data.*VPN/);
  expect(unreachedSteps.android.join()).toMatch(/mobile data.*Private DNS/);
  expect(unreachedSteps.other.join()).toMatch(/VPN/);
});
