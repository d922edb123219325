import { useDebouncedValue } from "@mantine/hooks";
import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { pagesOf, Trail, type Place, type RowRange } from "./window";

export type ListPage<T> = { items: readonly T[]; next: string | null };

/** A scroll bar on its way passes a thousand pages: only where it rests is read. In milliseconds. */
const rest = 120;

/**
 * The rows of a long list around the place one looks at. Pages that are out of view are forgotten at once: however long
 * the list and however far one scrolls, no more than a handful are in memory.
 */
export function useLongList<T>({
  queryKey,
  total,
  pageSize,
  range,
  read,
}: {
  /** Names the list; everything that narrows or orders it is part of it. */
  queryKey: readonly unknown[];
  total: number;
  pageSize: number;
  range: RowRange;
  read: (place: Place, signal: AbortSignal) => Promise<ListPage<T>>;
}) {
  const name = JSON.stringify(queryKey);
  const trail = useMemo(() => new Trail(pageSize), [name, pageSize]);
  // Devices came or went: a cursor that was met may now begin another page.
  const counted = useRef(total);
  useEffect(() => {
    if (counted.current !== total) trail.forget();
    counted.current = total;
  }, [total, trail]);

  const pages = pagesOf(range, pageSize);
  const [settled] = useDebouncedValue(pages.join(), rest, { leading: true });
  const wanted = settled === "" ? [] : settled.split(",").map(Number);
  const readings = useQueries({
    queries: wanted.map((page) => ({
      queryKey: [...queryKey, page],
      gcTime: 0,
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const answer = await read(trail.to(page), signal);
        trail.met(page, answer.next);
        return answer.items;
      },
    })),
  });
  return {
    /** The row, or undefined while its page is read. */
    row: (index: number): T | undefined => {
      const page = Math.floor(index / pageSize);
      return readings[wanted.indexOf(page)]?.data?.[index % pageSize];
    },
    error: readings.find((reading) => reading.error && reading.data === undefined)?.error ?? null,
    retry: () => void Promise.all(readings.map((reading) => reading.refetch())),
  };
}
