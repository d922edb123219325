import type { Effect, Turn, WizardState } from "./wizardState";

/** The version of what is kept; another one is thrown away. */
export const keptVersion = 2;

export type Kept = { version: number; state: WizardState };

/**
 * What is worth keeping on the phone: the token, because it is needed without internet, but a password only when the
 * person wants it remembered. Null when there is nothing to come back to.
 */
export function toKeep(state: WizardState): Kept | null {
  if (state.stage === "light" && !state.ticket) return null;
  const password = state.wifi.remember ? state.wifi.password : "";
  return { version: keptVersion, state: { ...state, wifi: { ...state.wifi, password } } };
}

/** Takes up what was kept: whatever was on its way when the page closed is asked again, or believed lost. */
export function resume(kept: WizardState, now: number): Turn {
  const effects: Effect[] = [];
  const state: WizardState = { ...kept };
  if (state.search.kind === "looking") state.search = { kind: "idle" };
  if (state.asking.kind === "asking" || state.asking.kind === "offline") {
    state.asking = { kind: "asking" };
    effects.push({ type: "askForTicket", existing: state.existing });
  }
  if (state.stage === "wifi" && state.scan.kind === "reading" && state.device)
    effects.push({ type: "readNetworks", address: state.device.address });
  // Nobody knows whether the device heard it; watching finds out either way.
  if (state.progress.kind === "sending" && state.ticket)
    state.progress = { kind: "waiting", since: now, slow: false, gone: false };
  if (state.outbox.length > 0) effects.push({ type: "deliverReports" });
  return { state, effects };
}
