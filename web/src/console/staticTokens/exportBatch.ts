import { acting } from "../../api/acting";
import { Problem, Unreachable } from "../../api/client";

export type ExportFormat = "Csv" | "Jsonl" | "Zip";

/**
 * Fetches a batch's file. It is a POST, because it leaves an audit entry, so the browser's own download cannot do it;
 * `onBytes` hears how much has come.
 */
export async function fetchExport(
  id: number,
  format: ExportFormat,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Blob> {
  const where = acting();
  const answer = await fetch(`/api/v1/static-batches/${id}/export?format=${format}`, {
    method: "POST",
    signal,
    headers: {
      "X-Firstlight": "1",
      ...(where ? { "Firstlight-Organisation": String(where.id) } : {}),
    },
  }).catch((error: unknown) => {
    throw signal.aborted ? error : new Unreachable();
  });
  if (!answer.ok || !answer.body) throw await problemOf(answer);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = answer.body.getReader();
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type: answer.headers.get("content-type") ?? "" });
    parts.push(value);
    bytes += value.length;
    onBytes(bytes);
  }
}

async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string };
  return new Problem(answer.status, body.code ?? "", body.detail ?? `The cloud answered ${answer.status}.`);
}

/** The file's name: the batch's own, without what file systems do not like. */
export const exportName = (name: string, format: ExportFormat): string =>
  `${name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "batch"}.${format.toLowerCase()}`;
