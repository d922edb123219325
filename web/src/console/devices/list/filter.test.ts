import { expect, test } from "vitest";
import { deviceQueryOf, exportAddress, isNarrowed, readDeviceSearch, tailOf } from "./filter";

test("an address is read as far as it means something", () => {
  expect(
    readDeviceSearch({
      search: 42,
      template: "TMPLx",
      status: "Offline",
      owner: "7",
      tail: "aB3_",
      order: "Name",
    }),
  ).toEqual({
    search: "42",
    template: "TMPLx",
    status: "Offline",
    owner: 7,
    tail: "aB3_",
    order: "Name",
  });
  expect(
    readDeviceSearch({ search: "", status: "asleep", owner: "me", tail: "abc", order: "size", more: 1 }),
  ).toEqual({});
});

test("of a pasted token only its end is kept", () => {
  expect(tailOf(" 0123456789abcdef0123456789abcdeF ")).toBe("cdeF");
  expect(tailOf("deF")).toBe("deF");
});

test("an order leaves nothing out", () => {
  expect(isNarrowed({ order: "Name" })).toBe(false);
  expect(isNarrowed({ status: "Online" })).toBe(true);
});

test("the file is narrowed as the list is", () => {
  const search = { search: "a&b", status: "Online", order: "Name" } as const;
  expect(deviceQueryOf(search)).toEqual({ search: "a&b", status: "Online" });
  expect(exportAddress(search)).toBe("/api/v1/devices.csv?search=a%26b&status=Online&order=Name");
  expect(exportAddress({})).toBe("/api/v1/devices.csv");
});
