import { expect, test } from "vitest";
import { bytesMax, choiceOf, hexOf, kindOf, nameOf, refusalOf } from "./words";

test("a bundle names its processor, an image nothing", () => {
  expect(kindOf({ bundleArchitecture: "arm64" })).toBe("Signed bundle for arm64");
  expect(kindOf({ bundleArchitecture: null })).toBe("Plain image");
});

test("a build is named where there is one", () => {
  expect(nameOf({ version: "2.0.0", build: null })).toBe("2.0.0");
  expect(nameOf({ version: "2.0.0", build: "Jan  2 2026" })).toBe("2.0.0, built Jan  2 2026");
});

test("a digest reads as sha256sum prints it", () => expect(hexOf("AAEC/w==")).toBe("000102ff"));

test("what cannot be right is refused before it is sent", () => {
  expect(refusalOf({ name: "a.bin", size: bytesMax })).toBeNull();
  expect(refusalOf({ name: "a.bin", size: bytesMax + 1 })).toContain(
    "64.0 MB, and the cloud takes at most 64 MB",
  );
  expect(refusalOf({ name: "a.bin", size: 0 })).toContain("is empty");
});

test("a choice says where it leads", () => {
  expect(choiceOf({ version: "2.0.0", build: null }, "newer")).toBe("2.0.0 (newer than what it runs)");
  expect(choiceOf({ version: "2.0.0", build: null }, "unknown")).toBe("2.0.0");
});
