import { expect, test } from "vitest";
import { installHint } from "./installing";

const page = { installed: false, secure: true, offered: false, system: "android" } as const;

test.each([
  ["installed already", { ...page, installed: true }, "none"],
  ["without HTTPS", { ...page, secure: false, offered: true }, "needsHttps"],
  ["offered by the browser", { ...page, offered: true }, "offer"],
  ["an iPhone", { ...page, system: "ios" }, "ios"],
  ["any other browser", page, "menu"],
] as const)("%s", (_what, at, kind) => expect(installHint(at).kind).toBe(kind));
