import { readBoardInfo } from "./boardInfo";
import { tidyScan } from "./scanList";
import type { FoundDevice, Network, Way } from "./types";
import { accessPointAddress } from "./wizardState";

// Not in the type library yet.
type LocalRequest = RequestInit & { targetAddressSpace?: string };

/** Where the page came from, and what its browser does with requests into the local network. */
export type Surroundings = {
  https: boolean;
  host: string;
  /** The browser asks the person before a page may talk to the local network (`targetAddressSpace`). */
  asksForLocalNetwork: boolean;
};

/**
 * Which way to the device exists here. Browsers let a plain page from the own network talk to the device, a public
 * secure page only where they can ask the person, a private secure page never: there the device's own page is opened.
 */
export function chooseWay(page: Surroundings): { way: Way; looksByItself: boolean } {
  const isPrivate = isPrivateHost(page.host);
  if (!page.https && (isPrivate || !page.asksForLocalNetwork)) return { way: "read", looksByItself: true };
  if (page.https && !isPrivate && page.asksForLocalNetwork) return { way: "read", looksByItself: false };
  return { way: "handOver", looksByItself: false };
}

/** True for names and addresses of the own machine or network. A bare or unknown local name counts as private. */
export function isPrivateHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (isLoopbackHost(name)) return true;
  if (name.includes(":")) return /^(fc|fd|fe8|fe9|fea|feb)/.test(name);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name))
    return /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(name);
  return !name.includes(".") || /\.(local|lan|home|internal|home\.arpa)$/.test(name);
}

/** True for this machine itself. */
export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);
}

/** True when this browser reads the option by which a page says that it means the local network. */
export function readsAddressSpace(): boolean {
  let asked = false;
  const probe: LocalRequest = {
    get targetAddressSpace() {
      asked = true;
      return "local";
    },
  };
  try {
    new Request(accessPointAddress, probe);
  } catch {
    return false; // It knows the option under other words.
  }
  return asked;
}

/** Asks whether a device answers here; `quietly` takes only answers that can be read. */
export async function look(
  address: string,
  quietly: boolean,
): Promise<{ device: FoundDevice; way: "read" | "blind" } | null> {
  try {
    const answer = await ask(`${address}/board_info.json`, 4_000);
    const device = readBoardInfo(await answer.json(), address);
    return device && { device, way: "read" };
  } catch {
    return quietly ? null : lookBlindly(address);
  }
}

// Firmware in the field answers, but does not let a page read it.
async function lookBlindly(address: string): Promise<{ device: FoundDevice; way: "blind" } | null> {
  try {
    await ask(`${address}/board_info.json`, 4_000, "no-cors");
    const device = { address, name: null, templateId: null, lastError: 0, fiveGigahertz: false };
    return { device, way: "blind" };
  } catch {
    return null;
  }
}

/** The networks that the device hears; null when they cannot be read. */
export async function readNetworks(address: string): Promise<Network[] | null> {
  try {
    const answer = await ask(`${address}/wifi_scan.json`, 25_000);
    return answer.ok ? tidyScan(await answer.json()) : null;
  } catch {
    return null;
  }
}

/** Hands the settings over. `lost`: no answer, which the vanishing access point often causes. */
export async function send(
  address: string,
  query: string,
  way: "read" | "blind",
): Promise<"taken" | "refused" | "lost"> {
  try {
    const answer = await ask(`${address}/config?${query}`, 8_000, way === "blind" ? "no-cors" : "cors");
    return way === "blind" || answer.ok ? "taken" : "refused";
  } catch {
    return "lost";
  }
}

/**
 * The device's own page with all settings filled in, for where this page may not talk to the device. They stand behind
 * the fragment sign: no request carries them, and the page takes them out of the address.
 */
export function handOverUrl(query: string, address = accessPointAddress): string {
  return `${address}/#${query}`;
}

/** The same for firmware whose page does not read them: opening it sends them. */
export function sendingUrl(query: string, address = accessPointAddress): string {
  return `${address}/config?${query}`;
}

function ask(url: string, patienceMs: number, mode: RequestMode = "cors"): Promise<Response> {
  const init: LocalRequest = {
    mode,
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(patienceMs),
  };
  if (!isLoopbackHost(new URL(url).hostname) && readsAddressSpace()) init.targetAddressSpace = "local";
  return fetch(url, init);
}
