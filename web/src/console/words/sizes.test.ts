import { expect, test } from "vitest";
import { sizeText } from "./sizes";

test.each([
  [512, "512 bytes"],
  [1_234_567, "1.2 MB"],
  [4e12, "4000.0 GB"],
])("%s bytes are %s", (bytes, text) => expect(sizeText(bytes)).toBe(text));
