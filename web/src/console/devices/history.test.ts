import { expect, test, vi } from "vitest";
import { QueryClient } from "@tanstack/react-query";
import { historyQuery, lineOf, pointsMax, summaryOf } from "./history";

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
  expect(summaryOf(points)).toEqual({ count: 3, least: 19, greatest: 21, latest: 20 });
  expect(summaryOf([])).toBeNull();
});

test("pages are read until there are no more, and never more than the limit", async () => {
  const items = Array.from({ length: 10_000 }, (_, second) => ({ at: at(second), value: second }));
  get.mockResolvedValue({ data: { items, next: "more" } });
  const history = await new QueryClient().fetchQuery(historyQuery(7, 3, "hour", () => Date.parse(at(0))));
  expect(history.points).toHaveLength(pointsMax);
  expect(history.isCut).toBe(true);
  expect(get).toHaveBeenCalledTimes(5);
  expect(get.mock.calls[0]).toMatchObject([
    "/api/v1/devices/{id}/datastreams/{pin}/history",
    { params: { path: { id: 7, pin: "V3" }, query: { from: "2026-05-01T11:00:00.000Z" } } },
  ]);
  expect(get.mock.calls[1]![1]).toMatchObject({ params: { query: { cursor: "more" } } });
});
