import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { ink } from "../../design/tokens";
import { exactText } from "../words/times";
import { valueText } from "../words/values";
import type { Line } from "./history";
import classes from "./HistoryChart.module.css";

const height = 320;

/** A line over time. What it shows is said in `label` for those who do not see it. */
export function HistoryChart({
  line,
  from,
  to,
  isStepped,
  unit,
  label,
}: {
  line: Line;
  from: number;
  to: number;
  isStepped: boolean;
  unit: string | null;
  label: string;
}) {
  const { ref: measured, width } = useElementSize<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const shade = useComputedColorScheme("light");
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    if (!holder.current || width === 0) return;
    const drawn = new uPlot(
      optionsOf({ width, shade, isStepped, unit }),
      [line.times, line.values],
      holder.current,
    );
    plot.current = drawn;
    return () => {
      plot.current = null;
      drawn.destroy();
    };
    // The points come by the next effect: a chart is not built anew for each of them.
  }, [width, shade, isStepped, unit]);

  useEffect(() => {
    plot.current?.setData([line.times, line.values], false);
    plot.current?.setScale("x", { min: from / 1000, max: to / 1000 });
  }, [line, from, to, width, shade, isStepped, unit]);

  return (
    <div ref={measured} role="img" aria-label={label} className={classes.chart}>
      <div ref={holder} />
    </div>
  );
}

function optionsOf({
  width,
  shade,
  isStepped,
  unit,
}: {
  width: number;
  shade: "light" | "dark";
  isStepped: boolean;
  unit: string | null;
}): uPlot.Options {
  const rule = { stroke: ink.line[shade], width: 1 };
  const axis = { stroke: ink.dimmed[shade], grid: rule, ticks: rule };
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return {
    width,
    height,
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
        label: "Value",
        value: (_, number) => (number === null ? "–" : valueText(number, "Double", unit)),
        stroke: ink.chart[shade],
        fill: ink.chartFill[shade],
        width: 2,
        ...(isStepped && stepped ? { paths: stepped } : {}),
      },
    ],
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
