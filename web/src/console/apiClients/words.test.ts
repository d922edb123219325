import { expect, test } from "vitest";
import type { ApiClient } from "./queries";
import { stateOf } from "./words";

const now = Date.parse("2026-03-01T12:00:00Z");

const client = (changes: Partial<ApiClient>): ApiClient => ({
  id: 7,
  clientId: "oa2-client-id_x",
  name: "Billing",
  scopes: ["ViewDevices"],
  requestsPerMinute: 600,
  suspended: false,
  createdBy: 1,
  createdAt: "2026-01-01T00:00:00Z",
  lastUsedAt: null,
  secrets: [{ tail: "abcd", createdAt: "2026-01-01T00:00:00Z", expiresAt: null }],
  ...changes,
});

test("a client with a secret that never ends is active", () => {
  expect(stateOf(client({}), now).label).toBe("Active");
});

test("a client whose secrets have all ended says so", () => {
  const ended = { tail: "abcd", createdAt: "2026-01-01T00:00:00Z", expiresAt: "2026-03-01T12:00:00Z" };
  expect(stateOf(client({ secrets: [ended] }), now).label).toBe("Secret ended");
  expect(stateOf(client({ secrets: [] }), now).label).toBe("Secret ended");
});

test("a suspended client is suspended, whatever its secrets are", () => {
  expect(stateOf(client({ suspended: true }), now).label).toBe("Suspended");
});
