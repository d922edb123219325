import { expect, test } from "vitest";
import { readBoardInfo } from "./boardInfo";

const address = "http://192.168.4.1";

test("classic firmware", () => {
  const info = { board: "Thermostat", tmpl_id: "TMPL1", ssid: "Blynk Thermostat-1W7R", last_error: 722 };
  expect(readBoardInfo(info, address)).toEqual({
    address,
    name: "Blynk Thermostat-1W7R",
    templateId: "TMPL1",
    lastError: 722,
    fiveGigahertz: false,
  });
});

test("newer firmware names its interfaces", () => {
  const info = {
    vendor: "Blynk",
    name: "Blynk Pump-0W8N",
    tmpl_id: "TMPL2",
    ifs: [{ name: "eth" }, { name: "wifi", scan: 1, "5ghz": 1 }],
  };
  expect(readBoardInfo(info, address)).toMatchObject({
    name: "Blynk Pump-0W8N",
    lastError: 0,
    fiveGigahertz: true,
  });
});

test.each([[null], ["<html>"], [{}], [{ tmpl_id: 5 }], [[]]])("%s is no device", (answer) => {
  expect(readBoardInfo(answer, address)).toBeNull();
});
