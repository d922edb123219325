import { expect, test } from "vitest";
import { actIn, acting, inOrganisation } from "./acting";

function store(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
}

test("a tab acts where it was sent, until it goes back", () => {
  const tab = store();
  expect(acting(tab)).toBeNull();
  actIn({ id: 7, name: "Dealer" }, tab);
  expect(acting(tab)).toEqual({ id: 7, name: "Dealer" });
  actIn(null, tab);
  expect(acting(tab)).toBeNull();
});

test.each(["nonsense", "{}", '{"id":"7","name":"x"}', "7"])("%s is nowhere", (kept) => {
  expect(acting({ getItem: () => kept })).toBeNull();
});

test("an address carries it behind what it has", () => {
  const where = { id: 7, name: "Dealer" };
  expect(inOrganisation("/api/v1/live", where)).toBe("/api/v1/live?organisation=7");
  expect(inOrganisation("/api/v1/devices.csv?status=Online", where)).toBe(
    "/api/v1/devices.csv?status=Online&organisation=7",
  );
  expect(inOrganisation("/api/v1/live", null)).toBe("/api/v1/live");
});
