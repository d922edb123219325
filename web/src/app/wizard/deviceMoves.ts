import { configQuery } from "./configQuery";
import { troubleOf } from "./deviceErrors";
import { report } from "./reports";
import { withTicket } from "./ticketMoves";
import { stay } from "./turn";
import type { FoundDevice, Ticket } from "./types";
import { wait } from "./watchMoves";
import { problemsOf } from "./wifiRules";
import type { Search, Turn, WizardState } from "./wizardState";

export function takeTicket(state: WizardState, ticket: Ticket): Turn {
  if (state.asking.kind !== "asking") return stay(state);
  const ready: WizardState = { ...state, ticket, asking: { kind: "idle" } };
  // The form was sent while its token was dead; now it can go.
  return ready.stage === "watch" && ready.progress.kind === "sending" ? carry(ready) : stay(ready);
}

export function join(state: WizardState, address: string): Turn {
  if (state.stage !== "join" || !state.ticket) return stay(state);
  if (state.way === "handOver") return stay(typeWifi(state));
  return stay({ ...state, search: { kind: "looking" } }, { type: "look", address });
}

export function findDevice(state: WizardState, device: FoundDevice, way: "read" | "blind"): Turn {
  if (state.stage !== "join" || !state.ticket) return stay(state);
  if (isForeign(state, device))
    return stay({ ...state, search: { kind: "foreign", name: device.name ?? "This device" } });
  const found: WizardState = {
    ...state,
    device,
    way,
    stage: "wifi",
    search: { kind: "idle" },
    looksByItself: true,
    notice: troubleOf(device.lastError) ?? state.notice,
  };
  const reported = report(found, "device_found", null, device.name);
  const next = way === "read" ? readNetworks(reported) : stay(typeWifi(reported));
  return stay(next.state, ...next.effects, { type: "deliverReports" });
}

function isForeign(state: WizardState, device: FoundDevice): boolean {
  return (
    device.templateId !== null &&
    state.templates.length > 0 &&
    !state.templates.some((template) => template.id === device.templateId)
  );
}

export function readNetworks(state: WizardState): Turn {
  return stay(
    { ...state, scan: { kind: "reading" } },
    { type: "readNetworks", address: state.device?.address ?? "" },
  );
}

// Without a list the name is typed.
export function typeWifi(state: WizardState): WizardState {
  return {
    ...state,
    stage: "wifi",
    search: { kind: "idle" },
    scan: { kind: "unreadable" },
    wifi: { ...state.wifi, typed: true },
  };
}

/** The person has typed the code on the device's own page: the device has its network from there. */
export function typeCode(state: WizardState, now: number): Turn {
  if (state.stage !== "join" || !state.ticket) return stay(state);
  const watching: WizardState = { ...state, stage: "watch", search: { kind: "idle" }, notice: null };
  return wait(watching, now, "code typed on the device's own page");
}

export function send(state: WizardState, now: number): Turn {
  if (state.stage !== "wifi") return stay(state);
  const network =
    state.scan.kind === "read" && !state.wifi.typed
      ? state.scan.networks.find((known) => known.ssid === state.wifi.ssid)
      : undefined;
  if (Object.keys(problemsOf(state.wifi, network)).length > 0) return stay({ ...state, checked: true });
  const watching: WizardState = { ...state, stage: "watch", notice: null, progress: { kind: "sending" } };
  const ready = withTicket(watching, now);
  return ready.state.ticket ? carry(ready.state) : ready;
}

// Ticket and form are there: they go to the device by the way that exists.
function carry(state: WizardState): Turn {
  if (!state.ticket) return stay(state);
  if (state.way === "handOver" || !state.device) return stay({ ...state, progress: { kind: "handOver" } });
  const query = configQuery(state.ticket, state.wifi);
  return stay(state, { type: "send", address: state.device.address, query, way: state.way });
}

/** One screen back; nothing typed is lost. */
export function goBack(state: WizardState): WizardState {
  const search: Search = { kind: "idle" };
  if (state.stage === "join") return { ...state, stage: "light", search };
  // Looking unasked would bring the person straight here again.
  if (state.stage === "wifi") return { ...state, stage: "join", search, looksByItself: false };
  return state.progress.kind === "handOver" ? { ...state, stage: "wifi", progress: { kind: "none" } } : state;
}
