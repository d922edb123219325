import { expect, test } from "vitest";
import { lightOf, momentText, presenceText } from "./presence";

const now = new Date(2026, 4, 10, 15, 0);
const at = (...date: [number, number, number, number, number]) => new Date(...date);

test.each([
  [at(2026, 4, 10, 9, 5), "09:05"],
  [at(2026, 4, 9, 23, 59), "yesterday, 23:59"],
  [at(2026, 2, 1, 8, 0), "1 Mar, 08:00"],
  [at(2025, 11, 24, 8, 0), "24 Dec 2025, 08:00"],
])("%s is said as %s", (moment, text) => expect(momentText(moment, now)).toBe(text));

test("online, since when, since when not, never", () => {
  const seen = at(2026, 4, 10, 9, 5).toISOString();
  const online = { online: true, lastSeenAt: seen, firstConnectedAt: seen };
  expect(presenceText(online, now, at(2026, 4, 9, 8, 15))).toBe("Online since yesterday, 08:15");
  expect(presenceText({ online: true, lastSeenAt: seen, firstConnectedAt: seen }, now)).toBe("Online");
  expect(presenceText({ online: false, lastSeenAt: seen, firstConnectedAt: seen }, now)).toBe(
    "Offline since 09:05",
  );
  expect(presenceText({ online: false, lastSeenAt: null, firstConnectedAt: null }, now)).toBe(
    "Never online yet",
  );
});

test("the light of a device that nobody sees is dark", () => {
  expect(lightOf({ online: true, lastSeenAt: null, firstConnectedAt: null })).toBe("running");
  expect(lightOf({ online: false, lastSeenAt: null, firstConnectedAt: null })).toBe("off");
});
