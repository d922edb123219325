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

/** Where an organisation could go: anywhere but where it is, to itself, or below itself. */
export function placesFor(rows: readonly OrganisationRow[], id: number): Placed[] {
  const parents = new Map(rows.map((row) => [row.id, row.parentId]));
  const isWithin = (one: number | null | undefined): boolean =>
    one === id || (one != null && isWithin(parents.get(one)));
  return placed(rows).filter(
    ({ organisation }) => !isWithin(organisation.id) && organisation.id !== parents.get(id),
  );
}
