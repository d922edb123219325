import { expect, test } from "vitest";
import type { Session } from "../../api/client";
import { durationOf, kpisOf, median } from "./kpis";

let next = 1;
function session(state: Session["state"], seconds: number | null, cause?: string): Session {
  const begun = Date.parse("2026-05-01T12:00:00Z");
  return {
    id: next++,
    state,
    steps: [],
    failure: cause ? { code: 722, cause, reason: `Because of ${cause}.`, nextStep: "Try again." } : null,
    deviceId: 1,
    templateId: null,
    isReprovisioning: false,
    ownerId: 1,
    createdAt: new Date(begun).toISOString(),
    expiresAt: new Date(begun + 86_400_000).toISOString(),
    endedAt: seconds === null ? null : new Date(begun + seconds * 1000).toISOString(),
  };
}

test("cancelled ones and those under way say nothing about success", () => {
  const kpis = kpisOf([
    session("Succeeded", 4),
    session("Failed", 9, "wrong_wifi_password"),
    session("Expired", 60, "token_expired"),
    session("Succeeded", 6),
    session("Cancelled", 2, "cancelled"),
    session("Pending", null),
  ]);
  expect(kpis.shown).toBe(6);
  expect(kpis.success).toEqual({ rate: 0.5, succeeded: 2, ended: 4 });
  expect(kpis.medianMilliseconds).toBe(5_000);
});

test("the most common failure counts causes, and the newest wins among equals", () => {
  const failures = ["a", "b", "b", "a", "c"].map((cause) => session("Failed", 1, cause));
  expect(kpisOf(failures).commonFailure).toEqual({ cause: "a", reason: "Because of a.", count: 2 });
});

test("nothing shown says nothing", () =>
  expect(kpisOf([])).toEqual({ shown: 0, success: null, medianMilliseconds: null, commonFailure: null }));

test("the median of an odd count is its middle", () => expect(median([9, 1, 5])).toBe(5));

test("an activation under way has no duration", () =>
  expect(durationOf(session("Pending", null))).toBeNull());
