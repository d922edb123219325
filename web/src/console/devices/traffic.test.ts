import { expect, test } from "vitest";
import { isGap, linesMax, noTraffic, seen, type TrafficHappening } from "./traffic";

const line = (command: string): TrafficHappening => ({
  type: "line",
  data: { at: "2026-05-01T12:00:00Z", direction: "FromDevice", protocol: "native", command, detail: null },
});

test("the newest line stands above, each with a key of its own", () => {
  const traffic = [line("ping"), line("write")].reduce(seen, noTraffic);
  expect(traffic.lines.map((one) => (isGap(one) ? one.missed : one.command))).toEqual(["write", "ping"]);
  expect(new Set(traffic.lines.map(({ key }) => key)).size).toBe(2);
});

test("a gap is a line of its own", () => {
  const traffic = seen(noTraffic, { type: "gap", data: { at: "2026-05-01T12:00:00Z", missed: 3 } });
  expect(traffic.lines.map(isGap)).toEqual([true]);
});

test("a page that is left open keeps so many lines and no more", () => {
  let traffic = noTraffic;
  for (let number = 0; number < linesMax + 10; number++) traffic = seen(traffic, line(String(number)));
  expect(traffic.lines).toHaveLength(linesMax);
  expect(traffic.lines[0]).toMatchObject({ command: String(linesMax + 9) });
});

test("a stream opens, breaks, heals and ends, and what was seen stays", () => {
  const states: TrafficHappening[] = [
    { type: "open" },
    { type: "ready" },
    line("ping"),
    { type: "broken" },
    { type: "ready" },
    { type: "end" },
  ];
  const traffic = states.reduce(seen, noTraffic);
  expect(traffic.state).toBe("over");
  expect(traffic.lines).toHaveLength(1);
  expect(seen(traffic, { type: "clear" }).lines).toHaveLength(0);
});
