import { callForFile, Problem, type Schemas } from "../../api/client";
import type { Batch } from "./queries";

export type Report = Schemas["TableReportAnswer"];

/** What is ordered from a table. Columns that are not in `map` go to the field of their name. */
export type TableOrder = {
  templateId: string;
  name: string;
  idempotencyKey: string;
  /** From a column's name to the field it fills; empty for none. */
  map: Readonly<Record<string, string>>;
};

/** The cloud found something wrong in the table, and made nothing. */
export class TableRefused extends Error {
  constructor(readonly report: Report) {
    super("Nothing was made: the table has errors.");
  }
}

/** Tells what would be made of a table that is uploaded. */
export const checkTable = (uploadId: string, order: TableOrder, signal: AbortSignal): Promise<Report> =>
  send<Report>(uploadId, order, true, signal);

/** Orders a token for each row of a table that is uploaded. */
export const orderTable = (uploadId: string, order: TableOrder, signal: AbortSignal): Promise<Batch> =>
  send<Batch>(uploadId, order, false, signal);

async function send<Answer>(uploadId: string, order: TableOrder, dryRun: boolean, signal: AbortSignal) {
  try {
    const answer = await callForFile(
      `/api/v1/static-batches/import?uploadId=${uploadId}&${queryOf(order, dryRun)}`,
      { method: "POST", signal },
    );
    return (await answer.json()) as Answer;
  } catch (error) {
    if (error instanceof Problem && error.report) throw new TableRefused(error.report as Report);
    throw error;
  }
}

/** The order as the query of an address. */
export function queryOf({ templateId, name, idempotencyKey, map }: TableOrder, dryRun: boolean): string {
  const query = new URLSearchParams({ templateId, idempotencyKey, dryRun: String(dryRun) });
  if (name.trim()) query.set("name", name.trim());
  for (const [column, field] of Object.entries(map)) query.append("map", `${column}:${field}`);
  return String(query);
}
