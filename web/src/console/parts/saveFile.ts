import { saveBlob } from "../../shared/saveBlob";

/** Hands text to the browser's downloads. The mark in front tells spreadsheets that it is UTF-8. */
export function saveFile(name: string, text: string): void {
  saveBlob(name, new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
}
