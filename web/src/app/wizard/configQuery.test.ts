import { expect, test } from "vitest";
import { configQuery } from "./configQuery";
import { ticket } from "./testStates";
import { emptyWifi } from "./wizardState";

const home = { ...emptyWifi, ssid: "Home", password: "firstlight-wifi" };

test("every field that either generation of firmware wants, in a fixed order", () => {
  expect(configQuery(ticket, home)).toBe(
    `ssid=Home&pass=firstlight-wifi&blynk=${ticket.token}&host=cloud.example&port_ssl=8443&port=8080&if=wifi`,
  );
});

test("names and passwords arrive as they were typed", () => {
  const query = configQuery(ticket, { ...home, ssid: "Küche & Bad+1", password: "a b=c%d/é#" });
  expect(query).not.toContain("+");
  const read = new URLSearchParams(query);
  expect(read.get("ssid")).toBe("Küche & Bad+1");
  expect(read.get("pass")).toBe("a b=c%d/é#");
});

test("an open network has an empty password, a cloud without TLS no TLS port", () => {
  const query = configQuery({ ...ticket, tlsPort: null }, { ...home, password: "" });
  expect(query).toContain("&pass=&");
  expect(query).not.toContain("port_ssl");
});

test("a fixed address goes along; an empty DNS server does not", () => {
  const fixed = { ip: "192.168.1.50", mask: "255.255.255.0", gateway: "192.168.1.1", dns: "" };
  expect(configQuery(ticket, { ...home, fixed })).toMatch(
    /&if=wifi&ip=192\.168\.1\.50&mask=255\.255\.255\.0&gw=192\.168\.1\.1$/,
  );
  expect(configQuery(ticket, { ...home, fixed: { ...fixed, dns: "9.9.9.9" } })).toMatch(/&dns=9\.9\.9\.9$/);
});
