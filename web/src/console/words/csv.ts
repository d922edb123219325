export type Cell = string | number | boolean | null;

/** Rows as RFC 4180 text. A spreadsheet must read every cell as what it is, never as a formula. */
export function csvText(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => row.map(cellText).join(",") + "\r\n").join("");
}

// What makes Excel, LibreOffice and Google Sheets take a cell for a formula, also after blanks they trim.
const formula = /^[\s\u0000]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
const plainNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

function cellText(cell: Cell): string {
  if (cell === null) return "";
  const text = String(cell);
  const safe = formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
  return /[",\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A file name that every system takes. */
export function fileName(...parts: readonly string[]): string {
  return (
    parts
      .map((part) =>
        part
          .normalize("NFKD")
          .replace(/[^\w.-]+/g, "-")
          .replace(/^[-.]+|[-.]+$/g, ""),
      )
      .filter((part) => part.length > 0)
      .join("_") || "firstlight"
  );
}
