import { callForFile } from "../../api/client";

export type ExportFormat = "Csv" | "Jsonl" | "Zip" | "Pdf";

/** What labels are sold on, by the names their makers gave them. */
export const papers = [
  { value: "L7160", label: "A4, 21 labels (L7160)" },
  { value: "L7159", label: "A4, 24 labels (L7159)" },
  { value: "L7163", label: "A4, 14 labels (L7163)" },
  { value: "L7651", label: "A4, 65 labels (L7651)" },
  { value: "Letter5160", label: "US Letter, 30 labels (5160)" },
  { value: "Roll62x29", label: "Roll, 62 × 29 mm" },
  { value: "Roll57x32", label: "Roll, 57 × 32 mm" },
  { value: "Roll50x25", label: "Roll, 50 × 25 mm" },
  { value: "Roll29x62", label: "Roll, 29 × 62 mm, upright" },
] as const;

export type Paper = (typeof papers)[number]["value"];

/** What shall leave, and on which paper where it is for a printer. */
export type ExportOrder = { format: ExportFormat; paper?: Paper };

/**
 * Fetches a batch's file. It is a POST, because it leaves an audit entry, so the browser's own download cannot do it;
 * `onBytes` hears how much has come.
 */
export async function fetchExport(
  id: number,
  { format, paper }: ExportOrder,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Blob> {
  const answer = await callForFile(
    `/api/v1/static-batches/${id}/export?format=${format}${paper ? `&paper=${paper}` : ""}`,
    { method: "POST", signal },
  );
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = answer.body!.getReader();
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type: answer.headers.get("content-type") ?? "" });
    parts.push(value);
    bytes += value.length;
    onBytes(bytes);
  }
}

/** The file's name: the batch's own, without what file systems do not like. */
export const exportName = (name: string, format: ExportFormat): string =>
  `${name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "batch"}.${format.toLowerCase()}`;
