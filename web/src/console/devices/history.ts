import { queryOptions } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";

export type Point = Schemas["PointAnswer"];
export type Bucket = Schemas["BucketAnswer"];
export type Range = "hour" | "day" | "week" | "month";
/** What was stored; of numbers over more than an hour, what each stretch of time came to. */
export type History = {
  points: Point[];
  buckets: Bucket[] | null;
  from: number;
  to: number;
  isCut: boolean;
};

type RangeWords = {
  label: string;
  words: string;
  milliseconds: number;
  rereadAfter: number;
  /** What a mark of the chart stands for; null for each value itself. */
  resolution: "Minute" | "Hour" | "Day" | null;
  /** The same in words. */
  mark: string;
};

const hour = 3_600_000;
export const ranges: Record<Range, RangeWords> = {
  hour: {
    label: "Hour",
    words: "the last hour",
    milliseconds: hour,
    rereadAfter: 5_000,
    resolution: null,
    mark: "value",
  },
  day: {
    label: "Day",
    words: "the last day",
    milliseconds: 24 * hour,
    rereadAfter: 60_000,
    resolution: "Minute",
    mark: "minute",
  },
  week: {
    label: "Week",
    words: "the last week",
    milliseconds: 7 * 24 * hour,
    rereadAfter: 300_000,
    resolution: "Hour",
    mark: "hour",
  },
  month: {
    label: "Month",
    words: "the last 30 days",
    milliseconds: 30 * 24 * hour,
    rereadAfter: 300_000,
    resolution: "Day",
    mark: "day",
  },
};

const pagePoints = 10_000;
/** More points than a chart has pixels for several screens over; what lies beyond is said, not hidden. */
export const pointsMax = 50_000;
/** More buckets than any range has. */
const bucketsMax = 2_000;

/** How a pin went from `range` ago until now, oldest first. */
export const historyQuery = (
  id: number,
  pin: number,
  range: Range,
  isNumber: boolean,
  now: () => number = Date.now,
) =>
  queryOptions({
    queryKey: ["devices", id, "history", pin, range, isNumber],
    refetchInterval: ranges[range].rereadAfter,
    staleTime: ranges[range].rereadAfter,
    queryFn: async ({ signal }): Promise<History> => {
      const to = now();
      const from = to - ranges[range].milliseconds;
      const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      const { resolution } = ranges[range];
      if (isNumber && resolution !== null) {
        const buckets = await readBuckets(id, pin, { ...span, resolution }, signal);
        const points = buckets.map((bucket) => ({ at: bucket.from, value: bucket.avg }));
        return { points, buckets, from, to, isCut: false };
      }
      return { ...(await readPoints(id, pin, span, signal)), buckets: null, from, to };
    },
  });

/** Days are the reader's. */
const zoneName = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";

type Span = { from: string; to: string };

async function readBuckets(
  id: number,
  pin: number,
  query: Span & { resolution: string },
  signal: AbortSignal,
) {
  const page = dataOf(
    await api.GET("/api/v1/devices/{id}/datastreams/{pin}/history/series", {
      signal,
      params: { path: { id, pin: `V${pin}` }, query: { ...query, timeZone: zoneName(), limit: bucketsMax } },
    }),
  );
  return page.items;
}

async function readPoints(id: number, pin: number, span: Span, signal: AbortSignal) {
  const points: Point[] = [];
  let cursor: string | null = null;
  do {
    const page: Schemas["PageOfPointAnswer"] = dataOf(
      await api.GET("/api/v1/devices/{id}/datastreams/{pin}/history", {
        signal,
        params: {
          path: { id, pin: `V${pin}` },
          query: { ...span, limit: pagePoints, ...(cursor ? { cursor } : {}) },
        },
      }),
    );
    points.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && points.length < pointsMax);
  return { points, isCut: cursor !== null };
}

export type Line = { times: number[]; values: (number | null)[] };

/** Points as a chart takes them: seconds and numbers; what is no number is a gap. */
export function lineOf(points: readonly Point[]): Line {
  return {
    times: points.map((point) => Date.parse(point.at) / 1000),
    values: points.map((point) => (typeof point.value === "number" ? point.value : null)),
  };
}

export type Summary = { count: number; least: number; greatest: number; latest: number };

/** What a history says in four numbers; null without any number. */
export function summaryOf({ points, buckets }: Pick<History, "points" | "buckets">): Summary | null {
  if (buckets !== null) return summaryOfBuckets(buckets);
  let summary: Summary | null = null;
  for (const { value } of points) {
    if (typeof value !== "number") continue;
    summary = summary
      ? {
          count: summary.count + 1,
          least: Math.min(summary.least, value),
          greatest: Math.max(summary.greatest, value),
          latest: value,
        }
      : { count: 1, least: value, greatest: value, latest: value };
  }
  return summary;
}

function summaryOfBuckets(buckets: readonly Bucket[]): Summary | null {
  if (buckets.length === 0) return null;
  return {
    count: buckets.reduce((sum, bucket) => sum + bucket.count, 0),
    least: Math.min(...buckets.map(({ min }) => min)),
    greatest: Math.max(...buckets.map(({ max }) => max)),
    latest: buckets[buckets.length - 1]!.last,
  };
}

/** The rows of a download: values as they are, or what each stretch came to. */
export function tableOf({ points, buckets }: History, name: string) {
  if (buckets === null)
    return { header: ["at", name], rows: points.map(({ at, value }) => [at, cellOf(value)]) };
  return {
    header: ["from", "count", "least", "average", "greatest", "last"],
    rows: buckets.map(({ from, count, min, avg, max, last }) => [from, count, min, avg, max, last]),
  };
}

const cellOf = (value: unknown) =>
  typeof value === "number" || typeof value === "string" || value === null ? value : JSON.stringify(value);
