import { Alert, Button, Group, Text } from "@mantine/core";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useEffect, useRef, useState, type CSSProperties, type ReactNode } from "react";
import { useLongList, type ListPage } from "./useLongList";
import classes from "./LongTable.module.css";
import { rowsInView, type Place } from "./window";

export type LongColumn<T> = {
  key: string;
  header: string;
  /** A track of a CSS grid. */
  width: string;
  cell: (row: T) => ReactNode;
  lead?: boolean;
  /** Also on a phone. */
  narrow?: boolean;
  sort?: { now: "ascending" | "descending" | "none"; turn: () => void };
};

const rowHeight = 56;
/** The head and the frame. */
const headHeight = 68;
const pageSize = 100;

/** A table of any length: only the rows in view are drawn, only the pages in view are read and kept. */
export function LongTable<T>({
  caption,
  columns,
  total,
  queryKey,
  read,
  keyOf,
}: {
  caption: string;
  columns: readonly LongColumn<T>[];
  total: number;
  queryKey: readonly unknown[];
  read: (place: Place, pageSize: number, signal: AbortSignal) => Promise<ListPage<T>>;
  keyOf: (row: T) => string | number;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, height } = useElementSize<HTMLDivElement>();
  const [top, setTop] = useState(0);
  const name = JSON.stringify(queryKey);
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [name]);
  const range = rowsInView({ top, height }, rowHeight, total);
  const { row, error, retry } = useLongList({
    queryKey,
    total,
    pageSize,
    range,
    read: (place, signal) => read(place, pageSize, signal),
  });
  const indices = Array.from({ length: range.end - range.first }, (_, index) => range.first + index);

  return (
    <>
      {error && (
        <Alert color="red" variant="outline" role="alert" mb="sm">
          <Group justify="space-between">
            <Text>{error.message}</Text>
            <Button variant="default" onClick={retry}>
              Try again
            </Button>
          </Group>
        </Alert>
      )}
      <div
        ref={useMergedRef(scroller, measured)}
        className={classes.scroller}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        tabIndex={0}
        role="table"
        aria-label={caption}
        aria-rowcount={total + 1}
        style={
          {
            "--columns": columns.map(({ width }) => width).join(" "),
            "--whole": `${headHeight + total * rowHeight}px`,
          } as CSSProperties
        }
      >
        <div className={classes.table} role="presentation">
          <div role="rowgroup" className={classes.head}>
            <div role="row" aria-rowindex={1} className={classes.row}>
              {columns.map((column) => (
                <Header key={column.key} column={column} />
              ))}
            </div>
          </div>
          <div role="rowgroup" className={classes.body} style={{ height: total * rowHeight }}>
            {indices.map((index) => {
              const data = row(index);
              return (
                <div
                  role="row"
                  aria-rowindex={index + 2}
                  key={data === undefined ? `waiting ${index}` : keyOf(data)}
                  className={classes.row}
                  style={{ top: index * rowHeight, height: rowHeight }}
                >
                  {columns.map((column) => (
                    <div
                      role="cell"
                      key={column.key}
                      className={classes.cell}
                      data-lead={column.lead || undefined}
                      data-wide={!column.narrow || undefined}
                    >
                      {data === undefined ? <span className={classes.waiting} /> : column.cell(data)}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}

function Header<T>({ column: { header, sort, narrow } }: { column: LongColumn<T> }) {
  return (
    <div
      role="columnheader"
      className={classes.header}
      data-wide={!narrow || undefined}
      aria-sort={sort?.now}
    >
      {sort ? (
        <button type="button" className={classes.sort} onClick={sort.turn}>
          {header}
          <span aria-hidden>{sort.now === "none" ? "↕" : sort.now === "ascending" ? "↑" : "↓"}</span>
        </button>
      ) : (
        header
      )}
    </div>
  );
}
