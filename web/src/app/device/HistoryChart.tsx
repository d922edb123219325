import "uplot/dist/uPlot.min.css";
import { SegmentedControl, Stack, Text, useComputedColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import type { Value } from "../../api/client";
import { isSwitch, valueText } from "../devices/valueText";
import classes from "./device.module.css";
import { historyQuery, rangeMs, type Range } from "./history";

const height = 200;

/** The course of a numeric datastream over the last hour or day. */
export default function HistoryChart({ deviceId, stream }: { deviceId: number; stream: Value }) {
  const [range, setRange] = useState<Range>("hour");
  const history = useQuery(historyQuery(deviceId, stream.pin, range));
  return (
    <Stack gap="xs">
      <SegmentedControl
        size="md"
        aria-label="Time span"
        data={[
          { value: "hour", label: "Last hour" },
          { value: "day", label: "Last day" },
        ]}
        value={range}
        onChange={(value) => setRange(value as Range)}
      />
      {history.isError && <Text c="dimmed">{history.error.message}</Text>}
      {history.data && history.data[0].length === 0 ? (
        <Text c="dimmed">No values in this time.</Text>
      ) : (
        <Plot columns={history.data ?? [[], []]} range={range} stream={stream} />
      )}
    </Stack>
  );
}

function Plot({ columns, range, stream }: { columns: [number[], number[]]; range: Range; stream: Value }) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  const stepped = isSwitch(stream);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const style = getComputedStyle(element);
    const ink = style.getPropertyValue("--mantine-color-dimmed");
    const line = style.getPropertyValue("--fl-chart");
    const grid = { stroke: style.getPropertyValue("--fl-line"), width: 1 };
    const now = Date.now() / 1000;
    const stairs = uPlot.paths.stepped?.({ align: 1 });
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height,
        legend: { show: false },
        cursor: { y: false },
        scales: {
          x: { range: [beginOf(columns[0], range, now), now] },
          ...(stepped ? { y: { range: [-0.1, 1.1] } } : {}),
        },
        axes: [
          { stroke: ink, grid: { show: false }, values: "{HH}:{mm}" },
          { stroke: ink, grid, size: 48 },
        ],
        series: [
          {},
          {
            stroke: line,
            width: 2,
            fill: style.getPropertyValue("--fl-chart-fill"),
            ...(stepped && stairs ? { paths: stairs } : {}),
          },
        ],
      },
      columns,
      element,
    );
    const watcher = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.destroy();
    };
  }, [columns, range, stepped, scheme]);
  return <div ref={box} className={classes.chart} role="img" aria-label={summaryOf(columns[1], stream)} />;
}

const leastSpan = 300;

// A device younger than the time span fills the whole width with what there is.
function beginOf([first]: number[], range: Range, now: number): number {
  const begin = now - rangeMs[range] / 1000;
  return first === undefined ? begin : Math.max(begin, Math.min(first, now - leastSpan));
}

// What a person who does not see the line needs of it.
function summaryOf(values: number[], stream: Value): string {
  if (values.length === 0) return `${stream.name}: no values`;
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const text = (value: number) => valueText({ ...stream, value });
  return `${stream.name}: from ${text(least)} to ${text(most)}, ${values.length} values`;
}
