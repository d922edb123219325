import type { Report } from "./types";
import type { WizardState } from "./wizardState";

// A phone that stays offline for long keeps the latest only.
const outboxMax = 20;

/** Puts a report for the session into the outbox; it is delivered as soon as the cloud can be reached. */
export function report(
  state: WizardState,
  step: Report["step"],
  errorCode: number | null,
  detail: string | null,
): WizardState {
  if (!state.ticket) return state;
  const item: Report = { key: state.nextReport, sessionId: state.ticket.id, step, errorCode, detail };
  return { ...state, outbox: [...state.outbox, item].slice(-outboxMax), nextReport: state.nextReport + 1 };
}
