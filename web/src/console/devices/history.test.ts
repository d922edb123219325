import { expect, test, vi } from "vitest";
import { QueryClient } from "@tanstack/react-query";
import { historyQuery, lineOf, pointsMax, summaryOf, tableOf } from "./history";

const at = (second: number) => new Date(Date.UTC(2026, 4, 1, 12, 0, second)).toISOString();

const get = vi.hoisted(() => vi.fn());
vi.mock("../../api/client", async (original) => ({ ...(await original<object>()), api: { GET: get } }));

test("numbers make a line, anything else a gap", () =>
  expect(
    lineOf([
      { at: at(0), value: 20 },
      { at: at(1), value: "broken" },
    ]),
  ).toEqual({ times: [Date.parse(at(0)) / 1000, Date.parse(at(1)) / 1000], values: [20, null] }));

test("the summary skips what is no number", () => {
  const points = [21, "x", 19, null, 20].map((value, second) => ({ at: at(second), value }));
  expect(summaryOf({ points, buckets: null })).toEqual({ count: 3, least: 19, greatest: 21, latest: 20 });
  expect(summaryOf({ points: [], buckets: null })).toBeNull();
  expect(summaryOf({ points: [], buckets: [] })).toBeNull();
});

const bucket = (second: number, avg: number, min: number, max: number) => ({
  from: at(second),
  to: at(second + 1),
  count: 4,
  avg,
  min,
  max,
  sum: 4 * avg,
  last: avg + 1,
});

test("over more than an hour numbers come as what each stretch of time came to", async () => {
  get.mockReset();
  get.mockResolvedValue({ data: { items: [bucket(0, 20, 18, 30), bucket(1, 21, -5, 22)], next: null } });
  const history = await new QueryClient().fetchQuery(
    historyQuery(7, 3, "week", true, () => Date.parse(at(0))),
  );
  expect(get.mock.calls[0]).toMatchObject([
    "/api/v1/devices/{id}/datastreams/{pin}/history/series",
    { params: { query: { resolution: "Hour", from: "2026-04-24T12:00:00.000Z" } } },
  ]);
  expect(history.points).toEqual([
    { at: at(0), value: 20 },
    { at: at(1), value: 21 },
  ]);
  expect(summaryOf(history)).toEqual({ count: 8, least: -5, greatest: 30, latest: 22 });
  expect(tableOf(history, "x").rows[0]).toEqual([at(0), 4, 18, 20, 30, 21]);
  get.mockReset();
});

test("pages are read until there are no more, and never more than the limit", async () => {
  const items = Array.from({ length: 10_000 }, (_, second) => ({ at: at(second), value: second }));
  get.mockResolvedValue({ data: { items, next: "more" } });
  const history = await new QueryClient().fetchQuery(
    historyQuery(7, 3, "hour", true, () => Date.parse(at(0))),
  );
  expect(history.points).toHaveLength(pointsMax);
  expect(history.isCut).toBe(true);
  expect(get).toHaveBeenCalledTimes(5);
  expect(get.mock.calls[0]).toMatchObject([
    "/api/v1/devices/{id}/datastreams/{pin}/history",
    { params: { path: { id: 7, pin: "V3" }, query: { from: "2026-05-01T11:00:00.000Z" } } },
  ]);
  expect(get.mock.calls[1]![1]).toMatchObject({ params: { query: { cursor: "more" } } });
});
