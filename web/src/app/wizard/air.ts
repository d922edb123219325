import { isLoopbackHost } from "./deviceLink";

/** An access point in the air of the workbench's virtual room. */
export type AccessPoint = { ssid: string; url: string };

const usualAddress = "http://127.0.0.1:8090";

/**
 * Where the workbench is, if anywhere: as the page's address says, or at its usual place when the page itself comes from
 * this machine. Never on another machine: a link must not send a Wi-Fi password away.
 */
export function workbenchAddress(wanted: string | undefined, pageHost: string): string | null {
  if (wanted !== undefined) return isOnThisMachine(wanted) ? new URL(wanted).origin : null;
  return isLoopbackHost(pageHost) ? usualAddress : null;
}

function isOnThisMachine(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === "http:" && isLoopbackHost(url.hostname);
}

/** The access points of an answer; what is not on this machine is left out. */
export function accessPointsOf(answer: unknown): AccessPoint[] {
  const list = (answer as { accessPoints?: unknown } | null)?.accessPoints;
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const { ssid, url } = (item ?? {}) as { ssid?: unknown; url?: unknown };
    return typeof ssid === "string" && typeof url === "string" && isOnThisMachine(url)
      ? [{ ssid, url: url.replace(/\/+$/, "") }]
      : [];
  });
}

/** What is in the air now; empty without a workbench. */
export async function listAccessPoints(workbench: string): Promise<AccessPoint[]> {
  const answer = await fetch(`${workbench}/air`, { signal: AbortSignal.timeout(2_000), cache: "no-store" });
  return answer.ok ? accessPointsOf(await answer.json()) : [];
}
