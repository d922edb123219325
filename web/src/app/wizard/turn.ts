import type { Trouble } from "./types";
import type { Effect, Turn, WizardState } from "./wizardState";

/** The state, and nothing or these effects to be done. */
export function stay(state: WizardState, ...effects: Effect[]): Turn {
  return { state, effects };
}

/** The attempt failed; the way on is `retry`. */
export function fail(state: WizardState, trouble: Trouble, newTicket: boolean): WizardState {
  return { ...state, progress: { kind: "failed", trouble, newTicket } };
}

/** The cloud has confirmed the device: nothing can take that back. */
export const isOver = (state: WizardState) => state.progress.kind === "succeeded";
