// What scenarios say about what they see. A sentence comes with every failure.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

const patience = 30_000;

/** Waits until the condition holds: asked again and again, with an end. */
export async function until(condition, what, milliseconds = patience) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited ${milliseconds} ms until ${what}.`);
    await sleep(50);
  }
}

export const expect = {
  ok: (value, what) => assert.ok(value, what),
  equal: (actual, expected, what) => assert.deepEqual(actual, expected, what),
  match: (text, pattern, what) => assert.match(text, pattern, what),
  until,
  /** A person would see it. */
  visible: (locator, milliseconds = patience) =>
    locator.first().waitFor({ state: "visible", timeout: milliseconds }),
  gone: (locator, milliseconds = patience) =>
    locator.first().waitFor({ state: "hidden", timeout: milliseconds }),
};
