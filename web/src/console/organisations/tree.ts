import type { Schemas } from "../../api/client";

export type OrganisationRow = Schemas["OrganisationRow"];

/** An organisation, and how many levels below the one acted in. */
export type Placed = { organisation: OrganisationRow; depth: number };

/** The tree as lines from top to bottom: each below its parent, neighbours by name. */
export function placed(rows: readonly OrganisationRow[]): Placed[] {
  const known = new Set(rows.map(({ id }) => id));
  const above = ({ parentId }: OrganisationRow) =>
    parentId !== null && known.has(parentId) ? parentId : null;
  const walk = (parent: number | null, depth: number): Placed[] =>
    rows
      .filter((row) => above(row) === parent)
      .sort((one, other) => one.name.localeCompare(other.name))
      .flatMap((organisation) => [{ organisation, depth }, ...walk(organisation.id, depth + 1)]);
  return walk(null, 0);
}
