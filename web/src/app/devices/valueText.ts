import type { Value } from "../../api/client";

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

export type Stream = Pick<Value, "type" | "unit" | "min" | "max" | "value"> &
  Partial<Pick<Value, "decimals" | "words">>;

/** A value as people read it: with its unit, on and off in words, a dash for none. */
export function valueText(stream: Stream): string {
  const { value, unit } = stream;
  if (value === null || value === undefined || value === "") return "–";
  const word = stream.words?.find((candidate) => candidate.value === value);
  if (word) return word.text;
  if (isSwitch(stream) && typeof value === "number") return value === 0 ? "Off" : "On";
  if (typeof value === "number") return withUnit(numberText(value, stream.decimals), unit);
  if (Array.isArray(value)) return placeText(value);
  return withUnit(String(value), unit);
}

function numberText(value: number, decimals: number | null | undefined): string {
  return decimals === null || decimals === undefined ? number.format(value) : value.toFixed(decimals);
}

// Comes as longitude, latitude; people say it the other way round.
function placeText([longitude, latitude]: unknown[]): string {
  if (typeof longitude !== "number" || typeof latitude !== "number") return "–";
  return `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
}

// A no-break space; none before the signs that stick to their number.
function withUnit(text: string, unit: string | null): string {
  if (!unit) return text;
  return /^[%°′″]$/.test(unit) ? `${text}${unit}` : `${text}\u00a0${unit}`;
}

/** Integer from 0 to 1 is a switch. */
export function isSwitch({ type, min, max }: Pick<Stream, "type" | "min" | "max">): boolean {
  return type === "Integer" && min === 0 && max === 1;
}

export type Control = "switch" | "slider" | "number" | "text" | "none";

// More positions than a finger can tell apart.
const positionsMax = 400;

/** What a person sets this datastream with. */
export function controlOf(stream: Stream): Control {
  if (isSwitch(stream)) return "switch";
  switch (stream.type) {
    case "String":
      return "text";
    case "Location":
      return "none";
    case "Enum":
      return "number";
    default:
      return stream.min !== null &&
        stream.max !== null &&
        stream.max > stream.min &&
        (stream.max - stream.min) / stepOf(stream) <= positionsMax
        ? "slider"
        : "number";
  }
}

/** The least change that a control makes. */
export function stepOf({ type, min, max }: Pick<Stream, "type" | "min" | "max">): number {
  if (type !== "Double") return 1;
  const range = min !== null && max !== null ? max - min : Infinity;
  if (range <= 2) return 0.01;
  if (range <= 20) return 0.1;
  return range <= 200 ? 0.5 : 1;
}

/** A datastream whose course can be drawn. */
export const isNumeric = ({ type }: Pick<Stream, "type">): boolean => type === "Integer" || type === "Double";
