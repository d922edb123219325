import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";

export type Range = "hour" | "day";

export const rangeMs: Record<Range, number> = { hour: 3_600_000, day: 24 * 3_600_000 };

// A value every three seconds for a day.
const pageSize = 10_000;
const pagesMax = 3;

type Point = { at: string; value: unknown };

/** Points as two columns: seconds and numbers. What is no number is left out. */
export function columnsOf(points: Point[]): [number[], number[]] {
  const times: number[] = [];
  const values: number[] = [];
  for (const { at, value } of points) {
    if (typeof value !== "number") continue;
    times.push(Date.parse(at) / 1000);
    values.push(value);
  }
  return [times, values];
}

export const historyQuery = (deviceId: number, pin: number, range: Range) =>
  queryOptions({
    queryKey: ["devices", deviceId, "history", pin, range],
    refetchInterval: 30_000,
    queryFn: async () => {
      const from = new Date(Date.now() - rangeMs[range]).toISOString();
      const points: Point[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < pagesMax; page++) {
        const answer: { items: Point[]; next: string | null } = dataOf(
          await api.GET("/api/v1/devices/{id}/datastreams/{pin}/history", {
            params: {
              path: { id: deviceId, pin: String(pin) },
              query: { from, limit: pageSize, ...(cursor === null ? {} : { cursor }) },
            },
          }),
        );
        points.push(...answer.items);
        cursor = answer.next;
        if (cursor === null) break;
      }
      return columnsOf(points);
    },
  });
