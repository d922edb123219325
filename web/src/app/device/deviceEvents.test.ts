import { expect, test } from "vitest";
import { onlineSince } from "./deviceEvents";

const event = (code: string, at: string) => ({ code, at });

test("online since the newest time that it came", () => {
  const events = [
    event("overheated", "2026-05-10T12:00:00Z"),
    event("online", "2026-05-10T11:00:00Z"),
    event("offline", "2026-05-10T10:00:00Z"),
    event("online", "2026-05-01T09:00:00Z"),
  ];
  expect(onlineSince(events)).toEqual(new Date("2026-05-10T11:00:00Z"));
  expect(onlineSince(events.slice(0, 1))).toBeUndefined();
});
