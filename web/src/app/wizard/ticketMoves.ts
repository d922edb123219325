import { fail, stay } from "./turn";
import type { Trouble } from "./types";
import type { Turn, WizardState } from "./wizardState";

// A ticket about to die is not worth carrying to a device.
const leastTicketLifeMs = 60_000;

/** Screen 2, and the ticket with it: from there on the phone may leave the internet. */
export function enterJoin(state: WizardState, now: number): Turn {
  return withTicket({ ...state, stage: "join", search: { kind: "idle" }, progress: { kind: "none" } }, now);
}

/** A ticket that lives, or the request for one. */
export function withTicket(state: WizardState, now: number): Turn {
  if (state.ticket && Date.parse(state.ticket.expiresAt) - now > leastTicketLifeMs) return stay(state);
  if (state.asking.kind === "asking") return stay(state);
  return stay(
    { ...state, ticket: null, steps: [], asking: { kind: "asking" } },
    { type: "askForTicket", existing: state.existing },
  );
}

export function refuseTicket(state: WizardState, trouble: Trouble, signedOut: boolean): Turn {
  if (state.asking.kind !== "asking") return stay(state);
  const refused: WizardState = { ...state, asking: { kind: "refused", trouble, signedOut } };
  return stay(state.progress.kind === "sending" ? fail(refused, trouble, true) : refused);
}

export function loseTicket(state: WizardState): Turn {
  if (state.asking.kind !== "asking") return stay(state);
  const offline: WizardState = { ...state, asking: { kind: "offline" }, cloudReachable: false };
  const trouble: Trouble = {
    reason: "A new key is needed for this attempt, and your phone has no internet right now.",
    nextStep: "Leave the device's Wi-Fi so that your phone is online again, then try again.",
  };
  return stay(state.progress.kind === "sending" ? fail(offline, trouble, true) : offline);
}
