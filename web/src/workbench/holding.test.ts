import { expect, test } from "vitest";
import { phaseOf } from "./holding";

test("ten seconds arm the reset, three make the light answer", () =>
  expect([0, 2.9, 3, 9.9, 10, 60].map(phaseOf)).toEqual([
    "pressed",
    "pressed",
    "noticed",
    "noticed",
    "armed",
    "armed",
  ]));
