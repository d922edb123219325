import { Table, Text, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./DataTable.module.css";

export type Column<T> = {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** The row's name: it carries the link, and on a phone it is the heading of its card. */
  lead?: boolean;
  /** Nothing to read above it: a column of buttons. */
  hiddenHeader?: boolean;
};

/**
 * A table that becomes a list of cards on a phone. The roles are said aloud, because a browser forgets them as soon as a
 * table is laid out as something else.
 */
export function DataTable<T>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T, index: number) => string | number;
}) {
  return (
    <Table role="table" aria-label={caption} className={classes.table} verticalSpacing="sm" highlightOnHover>
      <Table.Thead role="rowgroup" className={classes.head}>
        <Table.Tr role="row">
          {columns.map((column) => (
            <Table.Th role="columnheader" key={column.key}>
              {column.hiddenHeader ? <VisuallyHidden>{column.header}</VisuallyHidden> : column.header}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup">
        {rows.map((row, index) => (
          <Table.Tr role="row" key={keyOf(row, index)} className={classes.row}>
            {columns.map((column) => (
              <Table.Td
                role="cell"
                key={column.key}
                data-lead={column.lead || undefined}
                className={classes.cell}
              >
                {!column.lead && !column.hiddenHeader && (
                  <Text component="span" size="sm" c="dimmed" className={classes.label} aria-hidden>
                    {column.header}
                  </Text>
                )}
                <div className={classes.value}>{column.cell(row)}</div>
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
