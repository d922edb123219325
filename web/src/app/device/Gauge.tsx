import type { Value } from "../../api/client";
import { valueText } from "../devices/valueText";
import classes from "./device.module.css";
import { arc, fill } from "./dial";

const radius = 80;

/** A reading on a dial between the ends that the template gives it. */
export function Gauge({ stream }: { stream: Value }) {
  const part = fill(stream);
  const end = (value: number | null) => valueText({ ...stream, value });
  return (
    <div className={classes.gauge} {...spoken(stream, part)}>
      <svg viewBox="-96 -96 192 152" aria-hidden="true">
        <path className={classes.dial} d={arc(1, radius)} />
        {part !== null && part > 0 && <path className={classes.filled} d={arc(part, radius)} />}
      </svg>
      <div className={classes.reading} aria-hidden="true">
        {valueText(stream)}
      </div>
      <div className={classes.ends} aria-hidden="true">
        <span>{end(stream.min)}</span>
        <span>{end(stream.max)}</span>
      </div>
    </div>
  );
}

// A meter needs a value; without one it is a picture of none.
function spoken(stream: Value, part: number | null) {
  if (part === null) return { role: "img", "aria-label": `${stream.name}: no value yet` };
  return {
    role: "meter",
    "aria-label": stream.name,
    "aria-valuemin": stream.min ?? 0,
    "aria-valuemax": stream.max ?? 0,
    "aria-valuenow": Number(stream.value),
    "aria-valuetext": valueText(stream),
  };
}
