import { inOrganisation } from "../../api/acting";
import { sessionStates, type SessionState } from "../words/labels";

/** What the attempts are narrowed to, as it stands in the page's address. */
export type ActivationSearch = {
  state?: SessionState;
  template?: string;
  cause?: string;
  firmware?: string;
  days?: number;
};

/** Spans of the numbers and charts, in days. */
export const spans = [7, 30, 90, 365] as const;
export const standardSpan = 30;

/** Reads an address; what it cannot mean is left out. */
export function readActivationSearch(address: Record<string, unknown>): ActivationSearch {
  const text = (name: string) => {
    const value = address[name];
    return value === undefined || value === null || value === "" ? undefined : String(value);
  };
  const state = text("state");
  const template = text("template");
  const cause = text("cause");
  const firmware = text("firmware");
  const days = spans.find((known) => known === Number(address["days"]));
  return {
    ...(state !== undefined && state in sessionStates ? { state: state as SessionState } : {}),
    ...(template === undefined ? {} : { template }),
    ...(cause === undefined ? {} : { cause }),
    ...(firmware === undefined ? {} : { firmware }),
    ...(days === undefined ? {} : { days }),
  };
}

/** The same as the cloud asks for it. */
export function sessionFilterOf({ state, template, cause, firmware }: ActivationSearch) {
  return {
    ...(state ? { state } : {}),
    ...(template ? { templateId: template } : {}),
    ...(cause ? { cause } : {}),
    ...(firmware ? { firmware } : {}),
  };
}

export const isNarrowed = (search: ActivationSearch): boolean =>
  Object.keys(sessionFilterOf(search)).length > 0;

/** Where these attempts are a file. */
export function exportAddress(search: ActivationSearch): string {
  const query = new URLSearchParams(sessionFilterOf(search)).toString();
  return inOrganisation(`/api/v1/provisioning/sessions.csv${query === "" ? "" : `?${query}`}`);
}

/** Choices for a filter: what the numbers name, and what is chosen already. */
export function choicesOf(named: readonly string[], chosen: string | undefined): string[] {
  return chosen === undefined || named.includes(chosen) ? [...named] : [chosen, ...named];
}
