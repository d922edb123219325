import { del, get, set } from "idb-keyval";
import { keptVersion, toKeep, type Kept } from "./keeping";
import type { WifiForm } from "./types";
import type { WizardState } from "./wizardState";

const wizardKey = "firstlight.wizard";
const wifiKey = "firstlight.wifi";

// One write after the other: an older state never overwrites a newer one.
let lastWrite: Promise<void> = Promise.resolve();

function inOrder(write: () => Promise<void>): Promise<void> {
  // A browser that keeps nothing (private windows) still has the state in the page.
  lastWrite = lastWrite.then(write).catch(() => undefined);
  return lastWrite;
}

export function keepWizard(state: WizardState): Promise<void> {
  const kept = toKeep(state);
  return inOrder(() => (kept ? set(wizardKey, kept) : del(wizardKey)));
}

export function forgetWizard(): Promise<void> {
  return inOrder(() => del(wizardKey));
}

/** The wizard as it was left; null when there is none, or the browser does not keep anything. */
export async function keptWizard(): Promise<WizardState | null> {
  const kept = await get<Kept>(wizardKey).catch(() => undefined);
  return kept?.version === keptVersion ? kept.state : null;
}

/** Keeps the network for the next device when the person wants that, and forgets it otherwise. */
export function rememberWifi(wifi: WifiForm): Promise<void> {
  return inOrder(() => (wifi.remember ? set(wifiKey, wifi) : del(wifiKey)));
}

export async function rememberedWifi(): Promise<WifiForm | undefined> {
  return get<WifiForm>(wifiKey).catch(() => undefined);
}

export function forgetWifi(): Promise<void> {
  return inOrder(() => del(wifiKey));
}
