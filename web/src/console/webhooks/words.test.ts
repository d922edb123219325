import { expect, test } from "vitest";
import { backlogOf, healthOf, tellsWhat, troubleOf } from "./words";
import type { Webhook } from "./queries";

const health = (changes: Partial<Webhook["health"]> = {}): Webhook["health"] => ({
  lastSuccessAt: null,
  failingSince: null,
  lastFailure: null,
  disabledBecause: null,
  waiting: 0,
  deadLetters: 0,
  lost: 0,
  ...changes,
});

test("a webhook that was never called is neither well nor ill", () =>
  expect(healthOf({ enabled: true, health: health() }).tone).toBe("quiet"));

test("a webhook fails from its first failure until its next success", () => {
  const failing = health({
    lastSuccessAt: "2026-01-01T00:00:00Z",
    failingSince: "2026-01-02T00:00:00Z",
    lastFailure: "The receiver answered 500.",
  });
  expect(healthOf({ enabled: true, health: failing }).label).toBe("Failing");
  expect(troubleOf({ enabled: true, health: failing })).toBe("The receiver answered 500.");
  expect(troubleOf({ enabled: true, health: { ...failing, failingSince: null } })).toBeNull();
});

test("who switched it off is told apart", () => {
  expect(healthOf({ enabled: false, health: health() }).label).toBe("Off");
  expect(healthOf({ enabled: false, health: health({ disabledBecause: "410" }) }).tone).toBe("bad");
});

test("the backlog names only what there is", () => {
  expect(backlogOf(health())).toBe("nothing");
  expect(backlogOf(health({ waiting: 1000, lost: 7 }))).toBe("1,000 waiting, 7 lost");
});

test("a message says what happened", () => {
  expect(tellsWhat({ type: "datastream", detail: "V0 = 3" })).toBe("Value: V0 = 3");
  expect(tellsWhat({ type: "device.online", detail: null })).toBe("Online");
});
