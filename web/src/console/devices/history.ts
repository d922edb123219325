import { queryOptions } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";

export type Point = Schemas["PointAnswer"];
export type Range = "hour" | "day" | "week";
export type History = { points: Point[]; from: number; to: number; isCut: boolean };

export const ranges: Record<
  Range,
  { label: string; words: string; milliseconds: number; rereadAfter: number }
> = {
  hour: { label: "Hour", words: "the last hour", milliseconds: 3_600_000, rereadAfter: 5_000 },
  day: { label: "Day", words: "the last day", milliseconds: 86_400_000, rereadAfter: 60_000 },
  week: { label: "Week", words: "the last week", milliseconds: 604_800_000, rereadAfter: 300_000 },
};

const pagePoints = 10_000;
/** More points than a chart has pixels for several screens over; what lies beyond is said, not hidden. */
export const pointsMax = 50_000;

/** The stored points of a pin from `range` ago until now, oldest first. */
export const historyQuery = (id: number, pin: number, range: Range, now: () => number = Date.now) =>
  queryOptions({
    queryKey: ["devices", id, "history", pin, range],
    refetchInterval: ranges[range].rereadAfter,
    staleTime: ranges[range].rereadAfter,
    queryFn: async ({ signal }): Promise<History> => {
      const to = now();
      const from = to - ranges[range].milliseconds;
      const points: Point[] = [];
      let cursor: string | null = null;
      do {
        const page: Schemas["PageOfPointAnswer"] = dataOf(
          await api.GET("/api/v1/devices/{id}/datastreams/{pin}/history", {
            signal,
            params: {
              path: { id, pin: `V${pin}` },
              query: {
                from: new Date(from).toISOString(),
                to: new Date(to).toISOString(),
                limit: pagePoints,
                ...(cursor ? { cursor } : {}),
              },
            },
          }),
        );
        points.push(...page.items);
        cursor = page.next;
      } while (cursor !== null && points.length < pointsMax);
      return { points, from, to, isCut: cursor !== null };
    },
  });

export type Line = { times: number[]; values: (number | null)[] };

/** Points as a chart takes them: seconds and numbers; what is no number is a gap. */
export function lineOf(points: readonly Point[]): Line {
  return {
    times: points.map((point) => Date.parse(point.at) / 1000),
    values: points.map((point) => (typeof point.value === "number" ? point.value : null)),
  };
}

export type Summary = { count: number; least: number; greatest: number; latest: number };

/** What a line says in four numbers; null without any number. */
export function summaryOf(points: readonly Point[]): Summary | null {
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
