import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gather, outermost, type Key } from "./gather";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the first goes out at once, the rest of a storm together", async () => {
  const flushed: Key[][] = [];
  const { add } = gather(async (keys) => flushed.push(keys), 500);
  add(["devices", 1]);
  for (let index = 0; index < 50; index++) add(["devices", index % 2]);
  expect(flushed).toEqual([[["devices", 1]]]);
  await vi.advanceTimersByTimeAsync(500);
  expect(flushed[1]).toEqual([
    ["devices", 0],
    ["devices", 1],
  ]);
  await vi.advanceTimersByTimeAsync(500);
  add(["sessions"]);
  expect(flushed[2]).toEqual([["sessions"]]);
});

test("more keys than are worth remembering mean everything", async () => {
  const flushed: Key[][] = [];
  const { add } = gather(async (keys) => flushed.push(keys), 500);
  for (let index = 0; index < 500; index++) add(["devices", index]);
  await vi.advanceTimersByTimeAsync(500);
  expect(flushed[1]).toEqual([[]]);
});

test("stopped, nothing goes out any more", async () => {
  const flushed: Key[][] = [];
  const { add, stop } = gather(async (keys) => flushed.push(keys), 500);
  add(["a"]);
  add(["b"]);
  stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(flushed).toHaveLength(1);
});

test("the next reading waits until the one before has ended", async () => {
  const flushed: Key[][] = [];
  let end: () => void = () => {};
  const { add } = gather((keys) => {
    flushed.push(keys);
    return new Promise<void>((resolve) => (end = resolve));
  }, 500);
  add(["a"]);
  add(["b"]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(flushed).toHaveLength(1);
  end();
  await vi.advanceTimersByTimeAsync(500);
  expect(flushed).toHaveLength(2);
});

test("a shorter key covers the longer ones that begin with it", () =>
  expect(outermost([["devices", 1, "values"], ["devices"], ["sessions", 2]])).toEqual([
    ["devices"],
    ["sessions", 2],
  ]));
