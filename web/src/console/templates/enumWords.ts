import type { Schemas } from "../../api/client";

export type EnumWord = Schemas["EnumWord"];

/** One word a line: "0 = Off", with a colour behind it if it has one. */
export const wordsText = (words: readonly EnumWord[] | null): string =>
  (words ?? []).map(({ value, text, color }) => `${value} = ${text}${color ? ` ${color}` : ""}`).join("\n");

const line = /^\s*(-?\d{1,10})\s*=\s*(.+?)(?:\s+(#[0-9a-f]{6}))?\s*$/i;

/** What people wrote, or the first line that is none. */
export function readWords(text: string): { words: EnumWord[] } | { problem: string } {
  const words: EnumWord[] = [];
  for (const written of text.split("\n")) {
    if (written.trim() === "") continue;
    const match = line.exec(written);
    if (!match) return { problem: `"${written.trim()}" is not written as 0 = Off.` };
    words.push({ value: Number(match[1]), text: match[2]!, color: match[3] ?? null });
  }
  return { words };
}
