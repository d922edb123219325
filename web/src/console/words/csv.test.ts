import { expect, test } from "vitest";
import { csvText, fileName } from "./csv";

test("a header, then a line for each row", () =>
  expect(csvText(["at", "value"], [["2026-05-01T12:00:00Z", 21.5]])).toBe(
    "at,value\r\n2026-05-01T12:00:00Z,21.5\r\n",
  ));

test("commas, quotes and line breaks stay inside their cell", () =>
  expect(csvText(["a"], [['say "hi", then\nleave']])).toBe('a\r\n"say ""hi"", then\nleave"\r\n'));

test.each(["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1"])(
  "%j is text to a spreadsheet, not a formula",
  (text) => {
    const line = csvText(["a"], [[text]]).slice(3, -2);
    expect(line.startsWith("\"'")).toBe(true);
    expect(line.endsWith('"')).toBe(true);
  },
);

test("negative numbers stay numbers", () =>
  expect(csvText(["a"], [["-5.25"], [-1e-7]])).toBe("a\r\n-5.25\r\n-1e-7\r\n"));

test("nothing is an empty cell", () => expect(csvText(["a", "b"], [[null, true]])).toBe("a,b\r\n,true\r\n"));

test("file names hold letters, digits and dashes", () => {
  expect(fileName("Kitchen / Öfen", "V0")).toBe("Kitchen-O-fen_V0");
  expect(fileName("../..")).toBe("firstlight");
});
