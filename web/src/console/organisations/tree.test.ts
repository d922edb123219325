import { expect, test } from "vitest";
import { placed, placesFor, type OrganisationRow } from "./tree";

const row = (id: number, parentId: number | null, name: string): OrganisationRow => ({
  id,
  parentId,
  name,
  description: "",
  createdAt: "2026-01-01T00:00:00Z",
  timeZone: null,
});

test("each stands below its parent, neighbours by name", () => {
  const lines = placed([
    row(1, null, "Maker"),
    row(3, 1, "West"),
    row(2, 1, "East"),
    row(4, 3, "Customer"),
    row(5, 2, "Buyer"),
  ]);
  expect(lines.map(({ organisation, depth }) => `${"  ".repeat(depth)}${organisation.name}`)).toEqual([
    "Maker",
    "  East",
    "    Buyer",
    "  West",
    "    Customer",
  ]);
});

test("one whose parent is on a page that was not read yet stands at the top", () => {
  expect(placed([row(9, 8, "Orphan")]).map(({ depth }) => depth)).toEqual([0]);
});

test("an organisation goes neither where it is, nor to itself, nor below itself", () => {
  const rows = [
    row(1, null, "Maker"),
    row(2, 1, "East"),
    row(3, 1, "West"),
    row(4, 3, "Customer"),
    row(5, 4, "Branch"),
  ];
  const places = (id: number) => placesFor(rows, id).map(({ organisation }) => organisation.name);
  expect(places(4)).toEqual(["Maker", "East"]);
  expect(places(3)).toEqual(["East"]);
  expect(places(5)).toEqual(["Maker", "East", "West"]);
});
