import { expect, test } from "vitest";
import { expectedLight, milestonesOf } from "./milestones";
import { failed, play, session, waiting } from "./testStates";

const statuses = (state: Parameters<typeof milestonesOf>[0]) =>
  milestonesOf(state).map(({ status }) => status);
const step = (name: string) => ({ name, at: "2026-05-01T12:00:00Z", detail: null });

test("waiting: the settings are there, the rest is to come", () => {
  expect(statuses(waiting())).toEqual(["done", "now", "next", "next"]);
  expect(expectedLight(waiting())).toBe("connectingNetwork");
});

test("seen by the cloud", () => {
  const steps = [step("credentials_sent"), step("device_seen")];
  const { state } = play(waiting(), { type: "sessionSeen", session: session("Pending", { steps }) });
  expect(statuses(state)).toEqual(["done", "done", "now", "next"]);
  expect(expectedLight(state)).toBe("connectingCloud");
});

test("failed: the step under way is the one that failed", () => {
  const state = { ...failed(), steps: [step("credentials_sent"), step("device_reported_error")] };
  expect(statuses(state)).toEqual(["done", "failed", "next", "next"]);
  expect(expectedLight(state)).toBe("error");
});

test("online", () => {
  const { state } = play(waiting(), { type: "sessionSeen", session: session("Succeeded") });
  expect(statuses(state)).toEqual(["done", "done", "done", "done"]);
});

test("a device that has traded its code has reached the cloud", () => {
  const steps = [step("credentials_sent"), step("code_traded")];
  const { state } = play(waiting(), { type: "sessionSeen", session: session("Pending", { steps }) });
  expect(statuses(state)).toEqual(["done", "done", "now", "next"]);
  expect(expectedLight(state)).toBe("connectingCloud");
});
