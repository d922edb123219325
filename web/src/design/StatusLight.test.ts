import { expect, test } from "vitest";
import { animationOf } from "./StatusLight";
import { beats } from "./tokens";

test("steps become key times that begin where each step begins", () => {
  expect(animationOf({ kind: "steps", milliseconds: [80, 100, 80, 1000] })).toEqual({
    values: "1;0.12;1;0.12",
    keyTimes: "0.0000;0.0635;0.1429;0.2063",
    mode: "discrete",
    milliseconds: 1260,
  });
});

test("the rhythms are those of the firmware", () => {
  expect(beats.waitingForSetUp.beat).toEqual({ kind: "steps", milliseconds: [50, 500] });
  expect(beats.running.beat).toEqual({ kind: "breathing", period: 5000 });
});
