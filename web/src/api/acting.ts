/** The organisation below one's own that this tab acts in. Another tab may act in another one. */
export type Acting = { id: number; name: string };

const key = "firstlight.acting";

/** Where the tab acts; null for the person's own organisation. */
export function acting(store: Pick<Storage, "getItem"> = sessionStorage): Acting | null {
  try {
    const kept = JSON.parse(store.getItem(key) ?? "null") as Partial<Acting> | null;
    return typeof kept?.id === "number" && typeof kept.name === "string"
      ? { id: kept.id, name: kept.name }
      : null;
  } catch {
    // A browser that keeps nothing, or something else of that name: one's own organisation is always right.
    return null;
  }
}

/** From now on this tab acts there; null goes back. What was read before belongs to the other one: load the page anew. */
export function actIn(
  organisation: Acting | null,
  store: Pick<Storage, "setItem" | "removeItem"> = sessionStorage,
): void {
  if (organisation) store.setItem(key, JSON.stringify(organisation));
  else store.removeItem(key);
}

/** An address that the browser reads by itself (a stream, a download) with the organisation that is acted in. */
export function inOrganisation(address: string, where: Acting | null = acting()): string {
  if (!where) return address;
  return `${address}${address.includes("?") ? "&" : "?"}organisation=${where.id}`;
}
