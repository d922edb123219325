import type { Device, Schemas } from "../../api/client";

export type MetadataField = Schemas["MetadataFieldAnswer"];
export type MetadataRow = { name: string; field: MetadataField | null; value: string };

/** The template's fields in their order, then what the device still carries from an older template. */
export function metadataRows(
  device: Pick<Device, "metadata">,
  fields: readonly MetadataField[],
): MetadataRow[] {
  const known = new Set(fields.map(({ name }) => name));
  return [
    ...fields.map((field) => ({
      name: field.name,
      field,
      value: device.metadata[field.name] ?? field.defaultValue ?? "",
    })),
    ...Object.entries(device.metadata)
      .filter(([name]) => !known.has(name))
      .map(([name, value]) => ({ name, field: null, value })),
  ];
}
