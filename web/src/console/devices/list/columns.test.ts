import { expect, test } from "vitest";
import { rememberColumns, rememberedColumns, standardColumns, toggleColumn } from "./columns";

const store = (text: string | null) => ({ getItem: () => text });

test("what a browser remembers is taken as far as it is known", () => {
  expect(rememberedColumns(store('["id","meta:Room","colour",7]'))).toEqual(["id", "meta:Room"]);
  expect(rememberedColumns(store(null))).toBe(standardColumns);
  expect(rememberedColumns(store("{broken"))).toBe(standardColumns);
  expect(rememberedColumns(store('{"a":1}'))).toBe(standardColumns);
});

test("a browser that keeps nothing is no trouble", () => {
  const full = {
    setItem: () => {
      throw new DOMException("QuotaExceededError");
    },
  };
  expect(() => rememberColumns(["id"], full)).not.toThrow();
});

test("a column comes to its place and goes again", () => {
  const all = ["status", "template", "id", "meta:Room"] as const;
  expect(toggleColumn(["id", "status"], "template", all)).toEqual(["status", "template", "id"]);
  expect(toggleColumn(["status", "id"], "id", all)).toEqual(["status"]);
  expect(toggleColumn(["id"], "meta:Room", all)).toEqual(["id", "meta:Room"]);
});
