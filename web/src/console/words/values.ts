import type { Schemas } from "../../api/client";

export type DatastreamType = Schemas["DatastreamType"];

/** True for types whose history is a line. */
export function isNumeric(type: DatastreamType): boolean {
  return type === "Integer" || type === "Double" || type === "Enum";
}

/** A value as it is shown, with its unit. */
export function valueText(value: unknown, type: DatastreamType, unit: string | null): string {
  if (value === null || value === undefined) return "–";
  if (type === "Location" && Array.isArray(value))
    return value.map((part) => Number(part).toFixed(5)).join(", ");
  const text = typeof value === "number" ? numberText(value) : String(value);
  return unit ? `${text} ${unit}` : text;
}

/** A datastream's value as it is shown: by its word, with its digits. */
export function shownText({
  value,
  type,
  unit,
  decimals,
  words,
}: Pick<Schemas["ValueAnswer"], "value" | "type" | "unit" | "decimals" | "words">): string {
  const word = words?.find((candidate) => candidate.value === value);
  if (word) return word.text;
  if (typeof value !== "number" || decimals === null) return valueText(value, type, unit);
  return valueText(value.toFixed(decimals), type, unit);
}

/** A number without the dust of binary fractions. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(10)));
}

/** What people typed as a number: null for nothing, NaN for anything else. A comma counts as the decimal point. */
export function readNumber(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(trimmed)
    ? Number(trimmed.replace(",", "."))
    : NaN;
}

export type Reading = { value: string | number | [number, number] } | { problem: string };

/** What people typed for a datastream, as it goes to the cloud. Ranges are the cloud's affair: it moves values into them. */
export function readValue(text: string, type: DatastreamType): Reading {
  if (type === "String") return { value: text };
  if (type === "Location") {
    const parts = text.split(/[,;]\s+|;|\s+/).filter((part) => part !== "");
    const [longitude, latitude] = (parts.length === 1 ? text.split(",") : parts).map((part) =>
      readNumber(part),
    );
    return Number.isFinite(longitude) && Number.isFinite(latitude)
      ? { value: [longitude as number, latitude as number] }
      : { problem: "Two numbers are needed: longitude, then latitude, such as 8.54, 47.38." };
  }
  const number = readNumber(text);
  if (number === null || Number.isNaN(number)) return { problem: "A number is needed." };
  return type === "Double" || Number.isInteger(number)
    ? { value: number }
    : { problem: "A whole number is needed." };
}

/** The range in words; null when there is none. */
export function rangeText(min: number | null, max: number | null, unit: string | null): string | null {
  const tail = unit ? ` ${unit}` : "";
  if (min !== null && max !== null) return `${numberText(min)} to ${numberText(max)}${tail}`;
  if (min !== null) return `from ${numberText(min)}${tail}`;
  return max !== null ? `up to ${numberText(max)}${tail}` : null;
}
