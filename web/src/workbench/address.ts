/** Where ./run puts the workbench. */
export const usualWorkbench = "http://127.0.0.1:8090";

/**
 * The workbench that an address names; null for none that a page may use. It is always on this machine: anything else would
 * make the page talk to a stranger because a link said so.
 */
export function workbenchIn(text: unknown): string | null {
  if (typeof text !== "string") return null;
  try {
    const { protocol, hostname, origin } = new URL(text);
    return protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost") ? origin : null;
  } catch {
    // Not an address at all.
    return null;
  }
}

/** The page of the app that sets a device of this room up; null when nobody said where the cloud is. */
export function setUpLink(
  here: string,
  workbench: string,
  cloud: { host: string | null; port: number | null },
): string | null {
  const path = `/app/add?workbench=${encodeURIComponent(workbench)}`;
  if (here !== workbench) return path;
  return cloud.host && cloud.port ? `http://${cloud.host}:${cloud.port}${path}` : null;
}
