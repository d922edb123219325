import { Text } from "@mantine/core";
import type { Value } from "../../api/client";
import { DataTable } from "../parts/DataTable";
import { ExactMoment } from "../parts/Moment";
import { valueText } from "../words/values";
import type { Bucket } from "./history";

/** A table shows this many of the newest; the download has all. */
const rowsMax = 200;

/** What each stretch of time came to, newest first. */
export function HistoryBuckets({
  datastream: { unit, decimals },
  mark,
  buckets,
  caption,
}: {
  datastream: Value;
  mark: string;
  buckets: Bucket[];
  caption: string;
}) {
  const text = (value: number) => valueText(value, "Double", unit);
  // A mean has as many digits as one likes; more than these tell nobody anything.
  const mean = (value: number) => valueText(value.toFixed(decimals ?? 2), "Double", unit);
  return (
    <>
      <DataTable
        caption={caption}
        columns={[
          { key: "from", header: `From (each ${mark})`, cell: ({ from }) => <ExactMoment at={from} /> },
          { key: "avg", header: "Average", cell: ({ avg }) => mean(avg) },
          { key: "min", header: "Lowest", cell: ({ min }) => text(min) },
          { key: "max", header: "Highest", cell: ({ max }) => text(max) },
          { key: "count", header: "Values", cell: ({ count }) => count.toLocaleString("en") },
        ]}
        rows={buckets.slice(-rowsMax).toReversed()}
        keyOf={({ from }) => from}
      />
      {buckets.length > rowsMax && (
        <Text c="dimmed">The newest {rowsMax} rows; the download has all of the shown range.</Text>
      )}
    </>
  );
}
