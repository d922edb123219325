import type { Schemas } from "../../api/client";
import { isNumeric, readNumber, readValue, valueText, type DatastreamType } from "../words/values";
import { readWords, wordsText } from "./enumWords";

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
  history: Schemas["DatastreamHistory"];
  decimals: string;
  /** In minutes. */
  expiresAfter: string;
  expiresOffline: boolean;
  words: string;
  fallback: string;
};

type History = Schemas["DatastreamHistory"];

/** What may be kept of a type's past. */
export const historiesOf = (type: DatastreamType): { value: History; label: string }[] => [
  { value: "Raw", label: "Every value (raw data)" },
  ...(isNumeric(type) ? [{ value: "Minutes" as const, label: "Averages of each minute" }] : []),
  { value: "None", label: "Nothing, only the last value" },
];

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
    history: datastream?.history ?? "Raw",
    decimals: text(datastream?.decimals),
    expiresAfter: text(datastream?.expiresAfterSeconds == null ? null : datastream.expiresAfterSeconds / 60),
    expiresOffline: datastream?.expiresOffline ?? false,
    words: wordsText(datastream?.words ?? null),
    fallback: text(datastream?.fallback),
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

/** What only the page can see: text that is no number. Everything else the cloud checks. */
export function checkDatastream(values: DatastreamValues): Record<string, string | null> {
  return {
    pin: readPin(values.pin) === null ? "A pin from V0 to V255 is needed." : null,
    min: checkBound(values.min, values.type),
    max: checkBound(values.max, values.type),
    defaultValue: checkDefault(values),
    decimals: values.type === "Double" ? checkNumber(values.decimals) : null,
    expiresAfter: checkNumber(values.expiresAfter),
    ...checkWords(values),
  };
}

const checkNumber = (text: string) => (Number.isNaN(readNumber(text)) ? "A number is needed." : null);

function checkWords({ type, words, fallback }: DatastreamValues) {
  if (type !== "Enum") return { words: null, fallback: null };
  const reading = readWords(words);
  return { words: "problem" in reading ? reading.problem : null, fallback: checkNumber(fallback) };
}

function checkBound(text: string, type: DatastreamType): string | null {
  return hasRange(type) && Number.isNaN(readNumber(text)) ? "A number is needed." : null;
}

function checkDefault({ defaultValue, type }: DatastreamValues): string | null {
  if (defaultValue === "") return null;
  const reading = readValue(defaultValue, type);
  return "problem" in reading ? reading.problem : null;
}

/** All of a datastream: what is empty here is taken away there. */
export function datastreamBody(values: DatastreamValues): Schemas["DatastreamRequest"] {
  const { name, type, unit, defaultValue, syncOnConnect, expiresOffline } = values;
  const minutes = readNumber(values.expiresAfter);
  const words = readWords(values.words);
  const bound = (text: string) => (hasRange(type) ? readNumber(text) : null);
  const reading = readValue(defaultValue, type);
  return {
    name,
    pin: readPin(values.pin),
    type,
    min: bound(values.min),
    max: bound(values.max),
    unit,
    defaultValue: defaultValue === "" || "problem" in reading ? null : reading.value,
    syncOnConnect,
    history: values.history === "Minutes" && !isNumeric(type) ? "Raw" : values.history,
    decimals: type === "Double" ? readNumber(values.decimals) : null,
    expiresAfterSeconds: minutes === null ? null : Math.round(minutes * 60),
    expiresOffline,
    words: type === "Enum" && "words" in words ? words.words : [],
    fallback: type === "Enum" ? readNumber(values.fallback) : null,
  };
}
