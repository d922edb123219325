import { useCallback, useMemo } from "react";
import uPlot from "uplot";
import { ink } from "../../design/tokens";
import { Plot, type Shade } from "../parts/Plot";
import { exactText } from "../words/times";
import { valueText } from "../words/values";
import type { Bucket, Line } from "./history";

const height = 320;

/** A line over time; of buckets their average, in the band from their lowest to their highest. What it shows is said in `label` for those who do not see it. */
export function HistoryChart({
  line,
  buckets,
  from,
  to,
  isStepped,
  unit,
  label,
}: {
  line: Line;
  buckets: Bucket[] | null;
  from: number;
  to: number;
  isStepped: boolean;
  unit: string | null;
  label: string;
}) {
  const optionsOf = useCallback(
    (shade: Shade, size: { width: number; height: number }) =>
      options(shade, size, isStepped, buckets !== null, unit),
    [isStepped, buckets === null, unit],
  );
  const data = useMemo<uPlot.AlignedData>(
    () =>
      buckets === null
        ? [line.times, line.values]
        : [line.times, line.values, buckets.map(({ max }) => max), buckets.map(({ min }) => min)],
    [line, buckets],
  );
  return (
    <Plot
      data={data}
      optionsOf={optionsOf}
      span={{ from: from / 1000, to: to / 1000 }}
      height={height}
      label={label}
    />
  );
}

function options(
  shade: Shade,
  size: { width: number; height: number },
  isStepped: boolean,
  isBand: boolean,
  unit: string | null,
): uPlot.Options {
  const rule = { stroke: ink.line[shade], width: 1 };
  const axis = { stroke: ink.dimmed[shade], grid: rule, ticks: rule };
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const valueOf = (_: uPlot, number: number | null) =>
    number === null ? "–" : valueText(number, "Double", unit);
  const edge = { value: valueOf, stroke: ink.chart[shade], width: 0.5 };
  return {
    ...size,
    legend: { show: true, live: true },
    cursor: { drag: { x: false, y: false } },
    axes: [
      { ...axis, space: 96, values: timeTexts },
      { ...axis, size: 64 },
    ],
    series: [
      {
        label: "Time",
        value: (_, mark) => (mark === null ? "–" : exactText(new Date(mark * 1000).toISOString())),
      },
      {
        label: isBand ? "Average" : "Value",
        value: valueOf,
        stroke: ink.chart[shade],
        ...(isBand ? {} : { fill: ink.chartFill[shade] }),
        width: 2,
        ...(isStepped && stepped && !isBand ? { paths: stepped } : {}),
      },
      ...(isBand
        ? [
            { ...edge, label: "Highest" },
            { ...edge, label: "Lowest" },
          ]
        : []),
    ],
    ...(isBand ? { bands: [{ series: [2, 3] as [number, number], fill: ink.chartFill[shade] }] } : {}),
  };
}

const day = 86_400;
const dates = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });
const times = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });

/** The marks of the time axis as the reader writes times; a day's first mark names the day. */
function timeTexts(_: uPlot, marks: number[], __: number, ___: number, step: number): string[] {
  return marks.map((mark) => {
    const moment = new Date(mark * 1000);
    const isMidnight = moment.getHours() === 0 && moment.getMinutes() === 0;
    return (step >= day || isMidnight ? dates : times).format(moment);
  });
}
