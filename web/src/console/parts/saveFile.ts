/** Hands text to the browser's downloads. The mark in front tells spreadsheets that it is UTF-8. */
export function saveFile(name: string, text: string): void {
  saveBlob(name, new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
}

/** Hands a file to the browser's downloads. */
export function saveBlob(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
