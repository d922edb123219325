import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import classes from "./Plot.module.css";

export type Shade = "light" | "dark";

/** uPlot as a part of the page: as wide as its place, in the page's colours. What it shows is said in `label`. */
export function Plot({
  data,
  optionsOf,
  span,
  height,
  label,
}: {
  data: uPlot.AlignedData;
  /** Keep it the same as long as it says the same: another one draws anew. */
  optionsOf: (shade: Shade, size: { width: number; height: number }) => uPlot.Options;
  /** What the time axis shows, in seconds. */
  span: { from: number; to: number };
  height: number;
  label: string;
}) {
  const { ref: measured, width } = useElementSize<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const shade = useComputedColorScheme("light");
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    if (!holder.current || width === 0) return;
    const drawn = new uPlot(optionsOf(shade, { width, height }), data, holder.current);
    plot.current = drawn;
    return () => {
      plot.current = null;
      drawn.destroy();
    };
    // The points come by the next effect: a chart is not built anew for each of them.
  }, [width, height, shade, optionsOf]);

  useEffect(() => {
    plot.current?.setData(data, false);
    plot.current?.setScale("x", { min: span.from, max: span.to });
  }, [data, span.from, span.to, width, height, shade, optionsOf]);

  return (
    <div ref={measured} role="img" aria-label={label} className={classes.plot} style={{ minHeight: height }}>
      <div ref={holder} />
    </div>
  );
}
