import { expect, test } from "vitest";
import { metadataRows, type MetadataField } from "./metadata";

const field = (name: string, defaultValue: string | null = null): MetadataField => ({
  id: 1,
  name,
  type: "Text",
  defaultValue,
  askAtProvisioning: false,
  required: false,
});

test("the template's order, its defaults, then what it no longer knows", () => {
  const rows = metadataRows({ metadata: { Old: "kept", Room: "Kitchen" } }, [
    field("Room", "Hall"),
    field("Floor", "0"),
  ]);
  expect(rows.map(({ name, value, field }) => [name, value, field !== null])).toEqual([
    ["Room", "Kitchen", true],
    ["Floor", "0", true],
    ["Old", "kept", false],
  ]);
});
