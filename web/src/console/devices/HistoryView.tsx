import { Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import type { Value } from "../../api/client";
import { EmptyState } from "../../shared/StatePages";
import { DataTable } from "../parts/DataTable";
import { ExactMoment } from "../parts/Moment";
import { isNumeric, valueText } from "../words/values";
import { HistoryBuckets } from "./HistoryBuckets";
import { lineOf, ranges, summaryOf, type History, type Range } from "./history";
import { HistoryChart } from "./HistoryChart";

/** A table shows this many of the newest points; the download has all. */
const rowsMax = 200;

/** The points as a chart or a table; what has no line is always a table. */
export function HistoryView({
  datastream,
  range,
  history,
  isTable,
}: {
  datastream: Value;
  range: Range;
  history: History;
  isTable: boolean;
}) {
  const { points, buckets, from, to } = history;
  const { name, type, unit } = datastream;
  const line = useMemo(() => lineOf(points), [points]);
  const summary = useMemo(() => summaryOf({ points, buckets }), [points, buckets]);
  if (points.length === 0)
    return (
      <EmptyState title={`Nothing in ${ranges[range].words}`}>
        {name} was not written in this time. Choose a longer range.
      </EmptyState>
    );
  const words = summary
    ? `${name} in ${ranges[range].words}: ${summary.count} values, lowest ${valueText(summary.least, type, unit)}, highest ${valueText(summary.greatest, type, unit)}, latest ${valueText(summary.latest, type, unit)}.`
    : `${name} in ${ranges[range].words}: ${points.length} points.`;
  const isLine = isNumeric(type) && !isTable;
  return (
    <Stack gap="md">
      <Text>{words}</Text>
      {isLine ? (
        <HistoryChart
          line={line}
          from={from}
          to={to}
          buckets={buckets}
          isStepped={type !== "Double"}
          unit={unit}
          label={`${name} in ${ranges[range].words}`}
        />
      ) : buckets !== null ? (
        <HistoryBuckets datastream={datastream} mark={ranges[range].mark} buckets={buckets} caption={words} />
      ) : (
        <>
          <DataTable
            caption={words}
            columns={[
              { key: "at", header: "Time", cell: (point) => <ExactMoment at={point.at} /> },
              { key: "value", header: "Value", cell: (point) => valueText(point.value, type, unit) },
            ]}
            rows={points.slice(-rowsMax).toReversed()}
            keyOf={(point, index) => `${point.at} ${index}`}
          />
          {points.length > rowsMax && (
            <Text c="dimmed">The newest {rowsMax} points; the download has all of the shown range.</Text>
          )}
        </>
      )}
    </Stack>
  );
}
