import { Alert, Select, Stack, Text } from "@mantine/core";
import { DataTable, type Column } from "../parts/DataTable";
import type { Report } from "./importTable";

type TableError = Report["errors"][number];

/** Built in beside the template's metadata fields. */
const deviceName = "Device Name";
const nowhere = { value: "", label: "Left out" };

/** What the cloud read in a table: where each column goes, and everything that is wrong, by row and column. */
export function TableReport({
  report: { columns, rows, errors, errorCount },
  fields,
  onMap,
}: {
  report: Report;
  fields: readonly string[];
  onMap: (column: string, field: string) => void;
}) {
  const targets = [nowhere, ...[deviceName, ...fields].map((name) => ({ value: name, label: name }))];
  return (
    <Stack gap="md">
      {columns.map(({ name, field }) => (
        <Select
          key={name}
          label={`Column ${name}`}
          data={targets}
          value={field ?? ""}
          allowDeselect={false}
          onChange={(target) => onMap(name, target ?? "")}
        />
      ))}
      {errorCount === 0 ? (
        <Alert color="green" variant="outline" role="status">
          {rows === 1 ? "1 row" : `${rows} rows`}, and nothing is wrong with them.
        </Alert>
      ) : (
        <>
          <Alert color="red" variant="outline" role="alert">
            {errorCount === 1 ? "One thing is wrong." : `${errorCount} things are wrong.`} Nothing is made
            until the table has no errors: mend the file and choose it again.
          </Alert>
          <DataTable
            caption="What is wrong"
            columns={wrong}
            rows={errors}
            keyOf={({ row, column, message }) => `${row} ${column} ${message}`}
          />
          {errorCount > errors.length && <Text c="dimmed">The first {errors.length} are shown.</Text>}
        </>
      )}
    </Stack>
  );
}

const wrong: Column<TableError>[] = [
  { key: "row", header: "Row", lead: true, cell: ({ row }) => `Row ${row}` },
  { key: "column", header: "Column", cell: ({ column, columnName }) => columnName ?? column ?? "–" },
  { key: "message", header: "What", cell: ({ message }) => message },
];
