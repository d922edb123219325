import { expect, test } from "vitest";
import { timelineOf } from "./timeline";

test("times count from the start, details stay with their step", () => {
  const entries = timelineOf({
    createdAt: "2026-05-01T12:00:00Z",
    steps: [
      { name: "token_issued", at: "2026-05-01T12:00:00Z", detail: null },
      { name: "device_reported_error", at: "2026-05-01T12:01:05Z", detail: "code 722" },
    ],
  });
  expect(entries.map(({ label, when, detail, tone }) => [label, when, detail, tone])).toEqual([
    ["Token handed to the app", "start", undefined, "quiet"],
    ["Device reported an error", "+1 min 5 s", "code 722", "bad"],
  ]);
});
