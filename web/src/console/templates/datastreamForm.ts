import type { Schemas } from "../../api/client";
import { isNumeric, readNumber, readValue, valueText, type DatastreamType } from "../words/values";

export type Datastream = Schemas["DatastreamAnswer"];

export type DatastreamValues = {
  name: string;
  pin: string;
  type: DatastreamType;
  min: string;
  max: string;
  unit: string;
  defaultValue: string;
  syncOnConnect: boolean;
};

export const datastreamTypes: { value: DatastreamType; label: string }[] = [
  { value: "Integer", label: "Integer" },
  { value: "Double", label: "Double (with fractions)" },
  { value: "String", label: "String (text)" },
  { value: "Enum", label: "Enum (numbered choices)" },
  { value: "Location", label: "Location" },
];

/** True for types that may have a least and a greatest value. */
export const hasRange = (type: DatastreamType) => type === "Integer" || type === "Double";

export function datastreamValues(datastream: Datastream | null, freePin: number): DatastreamValues {
  const text = (number: number | null | undefined) =>
    number === null || number === undefined ? "" : String(number);
  return {
    name: datastream?.name ?? "",
    pin: `V${datastream?.pin ?? freePin}`,
    type: datastream?.type ?? "Double",
    min: text(datastream?.min),
    max: text(datastream?.max),
    unit: datastream?.unit ?? "",
    defaultValue:
      datastream?.defaultValue === null || datastream?.defaultValue === undefined
        ? ""
        : valueText(datastream.defaultValue, datastream.type, null),
    syncOnConnect: datastream?.syncOnConnect ?? false,
  };
}

/** The lowest pin that no datastream has; 0 when all are taken, which the cloud then refuses. */
export function freePin(datastreams: readonly Pick<Datastream, "pin">[]): number {
  const taken = new Set(datastreams.map(({ pin }) => pin));
  for (let pin = 0; pin <= 255; pin++) if (!taken.has(pin)) return pin;
  return 0;
}

/** A pin from "4" or "V4"; null when it is neither. */
export function readPin(text: string): number | null {
  const match = /^\s*v?(\d{1,3})\s*$/i.exec(text);
  const pin = match ? Number(match[1]) : NaN;
  return pin <= 255 ? pin : null;
}

/** What only the page can see: text that is no number, and what the cloud would silently keep. Everything else it checks. */
export function checkDatastream(
  values: DatastreamValues,
  before: Datastream | null,
): Record<string, string | null> {
  const isKept = before !== null && before.type === values.type;
  return {
    pin: readPin(values.pin) === null ? "A pin from V0 to V255 is needed." : null,
    min: checkBound(values.min, values.type, isKept && before.min !== null),
    max: checkBound(values.max, values.type, isKept && before.max !== null),
    defaultValue: checkDefault(values, isKept && before.defaultValue !== null),
  };
}

// A change says only what becomes different: an empty field would leave what was there.
const staysSet =
  "This can be changed but not taken away. To be without it, remove the datastream and add it again.";

function checkBound(text: string, type: DatastreamType, wasSet: boolean): string | null {
  if (!hasRange(type)) return null;
  const number = readNumber(text);
  if (number === null) return wasSet ? staysSet : null;
  return Number.isNaN(number) ? "A number is needed." : null;
}

function checkDefault({ defaultValue, type }: DatastreamValues, wasSet: boolean): string | null {
  if (defaultValue === "" && type !== "String") return wasSet ? staysSet : null;
  const reading = readValue(defaultValue, type);
  return "problem" in reading ? reading.problem : null;
}

export function datastreamBody(
  values: DatastreamValues,
  before: Datastream | null,
): Schemas["DatastreamRequest"] {
  const { name, type, unit, defaultValue, syncOnConnect } = values;
  const bound = (text: string) => (hasRange(type) ? readNumber(text) : null);
  const reading = readValue(defaultValue, type);
  // An empty text is a default only where there was one to change.
  const isNone = defaultValue === "" && (type !== "String" || (before?.defaultValue ?? null) === null);
  return {
    name,
    pin: readPin(values.pin),
    type,
    min: bound(values.min),
    max: bound(values.max),
    unit: isNumeric(type) || unit !== "" || before !== null ? unit : null,
    defaultValue: isNone || "problem" in reading ? null : reading.value,
    syncOnConnect,
  };
}
