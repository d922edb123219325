import { expect, test } from "vitest";
import { readWords, wordsText } from "./enumWords";

const modes = [
  { value: 0, text: "Off", color: null },
  { value: -2, text: "Eco = saving", color: "#1fa2b3" },
];

test("words go out as they came in", () => expect(readWords(wordsText(modes))).toEqual({ words: modes }));

test("nothing is no words", () => {
  expect(wordsText(null)).toBe("");
  expect(readWords(" \n\n")).toEqual({ words: [] });
});

test.each(["Off", "= Off", "0 Off", "1.5 = On"])("%j is no word", (text) =>
  expect(readWords(text)).toEqual({ problem: `"${text}" is not written as 0 = Off.` }),
);
