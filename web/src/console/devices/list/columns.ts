/** The columns that can be chosen, in their order. The name is always there. */
export const deviceColumns = [
  { key: "status", label: "Status" },
  { key: "template", label: "Template" },
  { key: "seen", label: "Last seen" },
  { key: "activated", label: "Activated" },
  { key: "firmware", label: "Firmware" },
  { key: "id", label: "Id" },
  { key: "owner", label: "Owner" },
  { key: "board", label: "Board" },
  { key: "method", label: "Came by" },
  { key: "created", label: "Created" },
] as const;

export type DeviceColumnKey = (typeof deviceColumns)[number]["key"];

/** A chosen column: a known one, or `meta:` and a metadata field. */
export type ChosenColumn = DeviceColumnKey | `meta:${string}`;

export const standardColumns: readonly ChosenColumn[] = [
  "status",
  "template",
  "seen",
  "activated",
  "firmware",
];

/** More do not fit anybody's screen. */
export const columnsMax = 12;

const key = "firstlight.console.deviceColumns";

/** What this browser remembers; the standard when it remembers nothing that makes sense. */
export function rememberedColumns(store: Pick<Storage, "getItem"> = localStorage): readonly ChosenColumn[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(key) ?? "null");
    if (!Array.isArray(kept)) return standardColumns;
    const known = new Set<unknown>(deviceColumns.map((column) => column.key));
    return kept
      .filter(
        (word): word is ChosenColumn =>
          known.has(word) || (typeof word === "string" && word.startsWith("meta:")),
      )
      .slice(0, columnsMax);
  } catch {
    // Something else wrote there, or the browser keeps nothing: the standard is always right.
    return standardColumns;
  }
}

export function rememberColumns(
  columns: readonly ChosenColumn[],
  store: Pick<Storage, "setItem"> = localStorage,
): void {
  try {
    store.setItem(key, JSON.stringify(columns));
  } catch {
    // A browser that keeps nothing: the choice holds until the page is left.
  }
}

/** The choice with one column more or less, always in the order of the list. */
export function toggleColumn(
  chosen: readonly ChosenColumn[],
  column: ChosenColumn,
  all: readonly ChosenColumn[],
): readonly ChosenColumn[] {
  const next = chosen.includes(column) ? chosen.filter((other) => other !== column) : [...chosen, column];
  return all.filter((known) => next.includes(known)).slice(0, columnsMax);
}
