import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { ink } from "../../design/tokens";
import type { Line } from "./history";

const height = 320;

/** A line over time. What it shows is said in `label` for those who do not see it. */
export function HistoryChart({
  line,
  from,
  to,
  isStepped,
  label,
}: {
  line: Line;
  from: number;
  to: number;
  isStepped: boolean;
  label: string;
}) {
  const { ref: measured, width } = useElementSize<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const shade = useComputedColorScheme("light");
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    if (!holder.current || width === 0) return;
    const drawn = new uPlot(
      optionsOf({ width, shade, isStepped, label }),
      [line.times, line.values],
      holder.current,
    );
    plot.current = drawn;
    return () => {
      plot.current = null;
      drawn.destroy();
    };
    // The points come by the next effect: a chart is not built anew for each of them.
  }, [width, shade, isStepped, label]);

  useEffect(() => {
    plot.current?.setData([line.times, line.values], false);
    plot.current?.setScale("x", { min: from / 1000, max: to / 1000 });
  }, [line, from, to, width, shade, isStepped, label]);

  return (
    <div ref={measured} role="img" aria-label={label} style={{ height }}>
      <div ref={holder} />
    </div>
  );
}

function optionsOf({
  width,
  shade,
  isStepped,
  label,
}: {
  width: number;
  shade: "light" | "dark";
  isStepped: boolean;
  label: string;
}): uPlot.Options {
  const axis = {
    stroke: ink.dimmed[shade],
    grid: { stroke: ink.line[shade] },
    ticks: { stroke: ink.line[shade] },
  };
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    axes: [axis, { ...axis, size: 64 }],
    series: [
      {},
      {
        label,
        stroke: ink.chart[shade],
        fill: ink.chartFill[shade],
        width: 2,
        ...(isStepped && stepped ? { paths: stepped } : {}),
      },
    ],
  };
}
