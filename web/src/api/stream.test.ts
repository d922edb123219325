import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepOpen, silenceMax } from "./stream";

class ScriptedSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: ScriptedSource[] = [];
  readyState = 1;
  constructor() {
    super();
    ScriptedSource.opened.push(this);
  }
  close() {
    this.readyState = ScriptedSource.CLOSED;
  }
  say(type: string, data = "{}") {
    this.dispatchEvent(new MessageEvent(type, { data }));
  }
}

const heard: string[] = [];
let close: () => void;
const last = () => ScriptedSource.opened.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", ScriptedSource);
  ScriptedSource.opened = [];
  heard.length = 0;
  close = keepOpen("/live", ["datastream"], {
    ready: () => heard.push("ready"),
    event: (type) => heard.push(type),
    broken: () => heard.push("broken"),
  });
});

afterEach(() => {
  close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("events are handed on once the stream is ready", () => {
  last().say("live.ready");
  last().say("datastream");
  expect(heard).toEqual(["ready", "datastream"]);
});

test("a short break is left to the browser", () => {
  last().readyState = 0;
  last().say("error");
  vi.advanceTimersByTime(5_000);
  expect(heard).toEqual(["broken"]);
  expect(ScriptedSource.opened).toHaveLength(1);
});

test("when the browser has given up, the stream is opened anew, with longer and longer pauses", () => {
  for (const pause of [1_000, 2_000, 5_000]) {
    const before = ScriptedSource.opened.length;
    last().readyState = 2;
    last().say("error");
    vi.advanceTimersByTime(pause - 1);
    expect(ScriptedSource.opened).toHaveLength(before);
    vi.advanceTimersByTime(1);
    expect(ScriptedSource.opened).toHaveLength(before + 1);
  }
});

test("a link that has gone silent is dropped and opened anew", () => {
  last().say("live.ready");
  vi.advanceTimersByTime(silenceMax - 1);
  last().say("live.heartbeat");
  vi.advanceTimersByTime(silenceMax - 1);
  expect(ScriptedSource.opened).toHaveLength(1);
  vi.advanceTimersByTime(1_001);
  expect(heard).toEqual(["ready", "broken"]);
  expect(ScriptedSource.opened).toHaveLength(2);
});

test("after closing nothing is opened any more", () => {
  close();
  vi.advanceTimersByTime(10 * silenceMax);
  expect(ScriptedSource.opened).toHaveLength(1);
});
