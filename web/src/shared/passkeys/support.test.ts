import { describe, expect, it } from "vitest";
import { suggestedName, supportOf } from "./support";

const home = { isSecure: true, hostname: "localhost", hasPasskeys: true };

describe("passkeys on this page", () => {
  it("work on HTTPS with a name and on localhost", () => {
    expect(supportOf(home)).toBe("ready");
    expect(supportOf({ ...home, hostname: "iot.example.com" })).toBe("ready");
  });

  it("say that HTTPS is missing before anything else", () => {
    expect(supportOf({ isSecure: false, hostname: "192.168.1.4", hasPasskeys: false })).toBe("needs-https");
  });

  it.each(["127.0.0.1", "192.168.1.4", "::1", "fe80::1"])(
    "are not offered for the address %s",
    (hostname) => {
      expect(supportOf({ ...home, hostname })).toBe("needs-name");
    },
  );

  it("are not offered by a browser that cannot", () => {
    expect(supportOf({ ...home, hasPasskeys: false })).toBe("needs-browser");
  });
});

it("a new passkey is called after the device", () => {
  expect(suggestedName("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)")).toBe("iPhone");
  expect(suggestedName("Mozilla/5.0 (X11; Linux x86_64)")).toBe("Linux computer");
  expect(suggestedName("curl/8")).toBe("Passkey");
});
