import { afterEach, describe, expect, test, vi } from "vitest";
import { chooseWay, handOverUrl, isPrivateHost, look, readNetworks, send, sendingUrl } from "./deviceLink";

afterEach(() => vi.unstubAllGlobals());

const answers = (respond: (url: string, init: RequestInit) => Response | Promise<Response>) => {
  const fetch = vi.fn((url: string, init: RequestInit) => Promise.resolve(respond(url, init)));
  vi.stubGlobal("fetch", fetch);
  return fetch;
};
const unreachable = () => Promise.reject<Response>(new TypeError("Failed to fetch"));
const forbidden = (_url: string, init: RequestInit) =>
  init.mode === "no-cors" ? new Response(null) : unreachable();

describe("which way there is", () => {
  test.each([
    ["a plain page in the own network", false, "192.168.1.5", true, "read", true],
    ["a plain page of this machine", false, "127.0.0.1", true, "read", true],
    ["a plain public page, browser that asks", false, "cloud.example", true, "handOver", false],
    ["a plain public page, browser that does not", false, "cloud.example", false, "read", true],
    ["a secure public page, browser that asks", true, "cloud.example", true, "read", false],
    ["a secure public page, browser that does not", true, "cloud.example", false, "handOver", false],
    ["a secure page in the own network", true, "firstlight.lan", true, "handOver", false],
    ["a secure page by private address", true, "10.0.0.9", true, "handOver", false],
  ])("%s", (_what, https, host, asksForLocalNetwork, way, looksByItself) =>
    expect(chooseWay({ https, host, asksForLocalNetwork })).toEqual({ way, looksByItself }),
  );

  test.each([
    ["localhost", true],
    ["[::1]", true],
    ["[fe80::1]", true],
    ["fd12::9", true],
    ["2001:db8::1", false],
    ["172.16.0.1", true],
    ["172.32.0.1", false],
    ["169.254.1.1", true],
    ["8.8.8.8", false],
    ["nas", true],
    ["nas.local", true],
    ["cloud.example", false],
  ])("%s is private: %s", (host, is) => expect(isPrivateHost(host)).toBe(is));
});

describe("looking", () => {
  const board = { tmpl_id: "TMPL1", name: "Blynk Pump-0W8N" };

  test("a device whose answer can be read", async () => {
    const fetch = answers(() => Response.json(board));
    const found = await look("http://192.168.4.1", true);
    expect(found).toMatchObject({ way: "read", device: { name: "Blynk Pump-0W8N" } });
    expect(fetch).toHaveBeenCalledWith(
      "http://192.168.4.1/board_info.json",
      expect.objectContaining({ credentials: "omit", cache: "no-store" }),
    );
  });

  test("firmware that lets nobody read is found only when the person says that the phone has joined", async () => {
    answers(forbidden);
    expect(await look("http://192.168.4.1", true)).toBeNull();
    expect(await look("http://192.168.4.1", false)).toMatchObject({ way: "blind", device: { name: null } });
  });

  test("nobody there", async () => {
    answers(unreachable);
    expect(await look("http://192.168.4.1", false)).toBeNull();
  });

  test("a router's page at the same address is no device", async () => {
    answers(() => Response.json({ router: true }));
    expect(await look("http://192.168.4.1", true)).toBeNull();
  });
});

describe("sending", () => {
  test.each([
    ["accepted", () => Response.json({ status: "ok" }), "read", "taken"],
    ["refused", () => Response.json({ status: "error" }, { status: 500 }), "read", "refused"],
    ["no answer", unreachable, "read", "lost"],
    ["blindly", forbidden, "blind", "taken"],
  ] as const)("%s", async (_what, respond, way, outcome) => {
    const fetch = answers(respond);
    expect(await send("http://192.168.4.1", "ssid=Home", way)).toBe(outcome);
    expect(fetch.mock.calls[0]?.[0]).toBe("http://192.168.4.1/config?ssid=Home");
  });
});

test("networks that cannot be read are no networks", async () => {
  answers(() => new Response("error", { status: 500 }));
  expect(await readNetworks("http://192.168.4.1")).toBeNull();
});

test("the device's own page takes all settings behind the fragment sign, which no request carries", () => {
  const url = new URL(handOverUrl("ssid=Home&blynk=t"));
  expect(url.href).toBe("http://192.168.4.1/#ssid=Home&blynk=t");
  expect(url.pathname + url.search).toBe("/");
  expect(handOverUrl("ssid=Home", "http://127.0.0.1:8090/air/dev-1")).toBe(
    "http://127.0.0.1:8090/air/dev-1/#ssid=Home",
  );
});

test("older firmware, whose page does not read them, is sent them by opening an address", () => {
  expect(sendingUrl("ssid=Home")).toBe("http://192.168.4.1/config?ssid=Home");
});
