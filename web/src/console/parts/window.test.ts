import { expect, test } from "vitest";
import { pagesOf, rowsInView, Trail } from "./window";

test("only what is in view and a little beside it is drawn", () => {
  expect(rowsInView({ top: 0, height: 560 }, 56, 100_000, 8)).toEqual({ first: 0, end: 18 });
  expect(rowsInView({ top: 2_800_000, height: 560 }, 56, 100_000, 8)).toEqual({ first: 49_992, end: 50_018 });
  expect(rowsInView({ top: 5_599_440, height: 560 }, 56, 100_000, 8)).toEqual({
    first: 99_982,
    end: 100_000,
  });
});

test("a list that has become shorter draws nothing behind its end", () => {
  expect(rowsInView({ top: 100_000, height: 560 }, 56, 3)).toEqual({ first: 3, end: 3 });
  expect(rowsInView({ top: 0, height: 560 }, 56, 0)).toEqual({ first: 0, end: 0 });
});

test("rows stand on pages", () => {
  expect(pagesOf({ first: 0, end: 18 }, 100)).toEqual([0]);
  expect(pagesOf({ first: 99, end: 101 }, 100)).toEqual([0, 1]);
  expect(pagesOf({ first: 100, end: 200 }, 100)).toEqual([1]);
  expect(pagesOf({ first: 5, end: 5 }, 100)).toEqual([]);
});

test("a page is read from the nearest cursor that was met", () => {
  const trail = new Trail(100);
  expect(trail.to(500)).toEqual({ cursor: null, skip: 50_000 });
  trail.met(499, "after 499");
  trail.met(0, "after 0");
  expect(trail.to(500)).toEqual({ cursor: "after 499", skip: 0 });
  expect(trail.to(502)).toEqual({ cursor: "after 499", skip: 200 });
  expect(trail.to(7)).toEqual({ cursor: "after 0", skip: 600 });
  expect(trail.to(0)).toEqual({ cursor: null, skip: 0 });
});

test("the last page leads nowhere, and another list begins anew", () => {
  const trail = new Trail(100);
  trail.met(3, null);
  expect(trail.to(4)).toEqual({ cursor: null, skip: 400 });
  trail.met(1, "x");
  trail.forget();
  expect(trail.to(2)).toEqual({ cursor: null, skip: 200 });
});

test("the trail is bounded", () => {
  const trail = new Trail(100, 3);
  for (let page = 0; page < 4; page++) trail.met(page, `after ${page}`);
  expect(trail.to(3)).toEqual({ cursor: null, skip: 300 });
  expect(trail.to(4)).toEqual({ cursor: "after 3", skip: 0 });
});
