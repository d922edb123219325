import type { Stream } from "../devices/valueText";
import { isNumeric, isSwitch } from "../devices/valueText";

/** A number between two known ends can be shown as a needle between them. */
export const isDialled = (stream: Stream): boolean =>
  isNumeric(stream) &&
  !isSwitch(stream) &&
  stream.min !== null &&
  stream.max !== null &&
  stream.max > stream.min;

/** How much of the dial is filled, from 0 to 1; a value beyond an end rests at that end. */
export function fill({ value, min, max }: Pick<Stream, "value" | "min" | "max">): number | null {
  if (typeof value !== "number" || min === null || max === null || max <= min) return null;
  return Math.min(1, Math.max(0, (value - min) / (max - min)));
}

// The dial opens downwards: from lower left over the top to lower right.
const begin = 150;
const sweep = 240;

/** The dial's arc up to this part of it, as an SVG path around the origin. */
export function arc(part: number, radius: number): string {
  const turned = sweep * part;
  const wide = turned > 180 ? 1 : 0;
  return `M ${point(begin, radius)} A ${radius} ${radius} 0 ${wide} 1 ${point(begin + turned, radius)}`;
}

function point(degrees: number, radius: number): string {
  const radians = (degrees * Math.PI) / 180;
  return `${text(radius * Math.cos(radians))} ${text(radius * Math.sin(radians))}`;
}

// Adding zero takes the sign from a rounded nothing.
const text = (measure: number) => String(Math.round(measure * 100) / 100 + 0);
