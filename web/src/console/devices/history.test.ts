import { afterEach, expect, test, vi } from "vitest";
import { QueryClient } from "@tanstack/react-query";
import { historyQuery, lineOf, pointsMax, summaryOf } from "./history";

const at = (second: number) => new Date(Date.UTC(2026, 4, 1, 12, 0, second)).toISOString();

afterEach(() => void vi.unstubAllGlobals());

test("numbers make a line, anything else a gap", () =>
  expect(
    lineOf([
      { at: at(0), value: 20 },
      { at: at(1), value: "broken" },
    ]),
  ).toEqual({ times: [Date.parse(at(0)) / 1000, Date.parse(at(1)) / 1000], values: [20, null] }));

test("the summary skips what is no number", () => {
  const points = [21, "x", 19, null, 20].map((value, second) => ({ at: at(second), value }));
  expect(summaryOf(points)).toEqual({ count: 3, least: 19, greatest: 21, latest: 20 });
  expect(summaryOf([])).toBeNull();
});

test("pages are read until there are no more, and never more than the limit", async () => {
  const asked: URL[] = [];
  const page = Array.from({ length: 10_000 }, (_, second) => ({ at: at(second), value: second }));
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(new URL(request.url));
    return Promise.resolve(Response.json({ items: page, next: "more" }));
  });
  const history = await new QueryClient().fetchQuery(historyQuery(7, 3, "hour", () => Date.parse(at(0))));
  expect(history.points).toHaveLength(pointsMax);
  expect(history.isCut).toBe(true);
  expect(asked).toHaveLength(5);
  expect(asked[0]!.pathname).toBe("/api/v1/devices/7/datastreams/V3/history");
  expect(asked[0]!.searchParams.get("from")).toBe("2026-05-01T11:00:00.000Z");
  expect(asked[1]!.searchParams.get("cursor")).toBe("more");
});
