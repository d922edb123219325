/** Which rows of a long list are to be drawn: `first` up to, but without, `end`. */
export type RowRange = { first: number; end: number };

/** The rows that can be seen and a few beside them, so that a little scrolling shows no gap. */
export function rowsInView(
  { top, height }: { top: number; height: number },
  rowHeight: number,
  total: number,
  beside = 8,
): RowRange {
  const first = Math.max(0, Math.floor(top / rowHeight) - beside);
  const end = Math.min(total, Math.ceil((top + height) / rowHeight) + beside);
  return { first: Math.min(first, Math.max(0, end)), end: Math.max(0, end) };
}

/** The pages these rows stand on. */
export function pagesOf({ first, end }: RowRange, pageSize: number): number[] {
  if (end <= first) return [];
  const last = Math.floor((end - 1) / pageSize);
  const pages: number[] = [];
  for (let page = Math.floor(first / pageSize); page <= last; page++) pages.push(page);
  return pages;
}

/** Where a page is read from: behind a cursor that is known, and how many rows further. */
export type Place = { cursor: string | null; skip: number };

/**
 * The cursors one has met, by the page that begins behind them. A few bytes each: they are kept when the pages themselves
 * are forgotten, so that only the first way to a far page costs a walk.
 */
export class Trail {
  private readonly cursors = new Map<number, string>();

  constructor(
    private readonly pageSize: number,
    private readonly entriesMax = 2_000,
  ) {}

  /** After `page` was read, the next one begins behind `cursor`. */
  met(page: number, cursor: string | null): void {
    if (cursor === null) return;
    if (this.cursors.size >= this.entriesMax) this.cursors.clear();
    this.cursors.set(page + 1, cursor);
  }

  /** The nearest known place at or before `page`. */
  to(page: number): Place {
    let nearest = 0;
    for (const known of this.cursors.keys()) if (known <= page && known > nearest) nearest = known;
    return { cursor: this.cursors.get(nearest) ?? null, skip: (page - nearest) * this.pageSize };
  }

  /** The list has become another: what was met leads nowhere. */
  forget(): void {
    this.cursors.clear();
  }
}
