import { Table } from "@mantine/core";
import { useMemo } from "react";
import uPlot from "uplot";
import { ink, mark } from "../../design/tokens";
import { Plot, type Shade } from "../parts/Plot";
import { dayLine, dayText, type Statistics } from "./days";
import classes from "./DayChart.module.css";

const height = 220;
const day = 86_400;
const names = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", timeZone: "UTC" });
const nameOf = (time: number) => names.format(new Date(time * 1000));

/** How many attempts a day ended well and badly; the same below as a table. */
export function DayChart({ statistics: { days, from, to } }: { statistics: Statistics }) {
  const line = useMemo(() => dayLine(days, from, to), [days, from, to]);
  const data = useMemo<uPlot.AlignedData>(
    // The taller bar stands behind the shorter one: what is left of it to see are the failures.
    () => [line.times, line.succeeded.map((count, index) => count + line.failed[index]!), line.succeeded],
    [line],
  );
  const last = line.times.at(-1) ?? 0;
  return (
    <>
      <Plot
        data={data}
        optionsOf={optionsOf}
        span={{ from: (line.times[0] ?? 0) - day / 2, to: last + day / 2 }}
        height={height}
        label={dayText(line)}
      />
      <details className={classes.details}>
        <summary>As a table</summary>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Day (UTC)</Table.Th>
              <Table.Th>Activated</Table.Th>
              <Table.Th>Failed or expired</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {line.times.map((time, index) => (
              <Table.Tr key={time}>
                <Table.Td>{nameOf(time)}</Table.Td>
                <Table.Td>{line.succeeded[index]}</Table.Td>
                <Table.Td>{line.failed[index]}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </>
  );
}

function optionsOf(shade: Shade, size: { width: number; height: number }): uPlot.Options {
  const rule = { stroke: ink.line[shade], width: 1 };
  const axis = { stroke: ink.dimmed[shade], ticks: rule };
  const bars = uPlot.paths.bars?.({ size: [0.7, 48] });
  const bar = { width: 0, points: { show: false }, ...(bars ? { paths: bars } : {}) };
  return {
    ...size,
    legend: { show: true, live: true },
    cursor: { drag: { x: false, y: false }, points: { show: false } },
    scales: { y: { range: (_, __, most) => [0, Math.max(4, Math.ceil(most * 1.1))] } },
    axes: [
      { ...axis, grid: { show: false }, space: 64, values: (_, marks) => marks.map(nameOf) },
      { ...axis, grid: rule, size: 48, incrs: [1, 2, 5, 10, 20, 50, 100, 500, 1000, 5000, 10_000] },
    ],
    series: [
      { label: "Day", value: (_, time) => (time === null ? "–" : nameOf(time)) },
      {
        ...bar,
        label: "Failed",
        fill: mark.red[shade],
        value: (plot, all, __, index) =>
          all === null || index === null ? "–" : String(all - (plot.data[2]?.[index] ?? 0)),
      },
      {
        ...bar,
        label: "Activated",
        fill: ink.chart[shade],
        value: (_, count) => (count === null ? "–" : String(count)),
      },
    ],
  };
}
