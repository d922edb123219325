import { expect, test } from "vitest";
import { datastreamAddresses, firmwareDefines, mqttCommands } from "./firmware";

test("a device by hand gets three lines", () =>
  expect(firmwareDefines("TMPL12345678", "Thermostat", "secret")).toBe(
    '#define BLYNK_TEMPLATE_ID "TMPL12345678"\n#define BLYNK_TEMPLATE_NAME "Thermostat"\n#define BLYNK_AUTH_TOKEN "secret"',
  ));

test("without a token, two", () => expect(firmwareDefines("TMPLa", "A", null).split("\n")).toHaveLength(2));

test("a name cannot leave its quotes", () =>
  expect(firmwareDefines("TMPLa", 'a"b\\c\nd', null)).toContain('"a\\"b\\\\c d"'));

test("a version stands among the lines when there is one", () => {
  expect(firmwareDefines("TMPLx", "Kettle", null, '1.0"')).toBe(
    '#define BLYNK_TEMPLATE_ID "TMPLx"\n#define BLYNK_TEMPLATE_NAME "Kettle"\n#define BLYNK_FIRMWARE_VERSION "1.0\\""',
  );
});

test("a datastream's addresses hold no token until it is shown", () => {
  expect(datastreamAddresses("http://cloud:8080", 4, null)).toEqual({
    read: "http://cloud:8080/external/api/get?token=YOUR_TOKEN&v4",
    write: "http://cloud:8080/external/api/update?token=YOUR_TOKEN&v4=VALUE",
  });
  expect(datastreamAddresses("http://cloud:8080", 4, "abc").read).toContain("?token=abc&v4");
});

test("MQTT goes to the port of the page, and over TLS where the page does", () => {
  expect(mqttCommands("http://cloud:8080", "Level", null)).toEqual({
    listen: "mosquitto_sub -h cloud -p 8080 -u device -P 'YOUR_TOKEN' -t 'downlink/#' -v",
    write: "mosquitto_pub -h cloud -p 8080 -u device -P 'YOUR_TOKEN' -q 1 -t 'ds/Level' -m VALUE",
  });
  expect(mqttCommands("https://cloud.example", "Level", "abc").listen).toContain(
    "-h cloud.example -p 443 --tls-use-os-certs -u device -P 'abc'",
  );
});

test("a datastream's name cannot leave its quotes in a shell", () => {
  expect(mqttCommands("http://cloud:8080", "it's", null).write).toContain(String.raw`-t 'ds/it'\''s'`);
});
