import { troubleOf } from "./deviceErrors";
import { report } from "./reports";
import { enterJoin } from "./ticketMoves";
import { fail, isOver, stay } from "./turn";
import type { SessionView, Trouble } from "./types";
import type { Effect, Turn, WizardState } from "./wizardState";

/** How long a device may take before the page says that this is unusual. */
export const slowAfterMs = 60_000;

// After this long an access point that never vanished has not taken the settings.
const switchMs = 8_000;

export function wait(state: WizardState, now: number, detail: string | null): Turn {
  const waiting: WizardState = {
    ...state,
    progress: { kind: "waiting", since: now, slow: false, gone: false },
  };
  return stay(report(waiting, "credentials_sent", null, detail), { type: "deliverReports" });
}

export function seeSession(state: WizardState, session: SessionView, now: number): Turn {
  if (session.id !== state.ticket?.id || isOver(state)) return stay(state);
  const seen: WizardState = { ...state, cloudReachable: true, steps: session.steps };
  const deliver: Effect[] = state.outbox.length > 0 ? [{ type: "deliverReports" }] : [];
  if (session.state === "Pending") return stay(noticeSlowness(seen, now), ...deliver);
  if (session.state === "Succeeded")
    return stay(
      {
        ...seen,
        stage: "watch",
        ticket: null,
        outbox: [],
        notice: null,
        asking: { kind: "idle" },
        search: { kind: "idle" },
        progress: { kind: "succeeded", deviceId: session.deviceId },
        wifi: { ...seen.wifi, password: "" },
      },
      { type: "rememberWifi", wifi: state.wifi },
    );
  // Ended without a device: the token is dead, whatever the page was doing.
  const trouble: Trouble = session.failure ?? {
    reason: "This attempt has ended.",
    nextStep: "Try again: everything you typed is still here.",
  };
  const ended: WizardState = { ...seen, ticket: null, outbox: [] };
  return stay(
    state.stage === "watch"
      ? fail(ended, trouble, true)
      : { ...ended, asking: { kind: "refused", trouble, signedOut: false } },
  );
}

export function seeAccessPoint(state: WizardState, lastError: number, now: number): Turn {
  if (state.progress.kind !== "waiting") return stay(state);
  const { gone, since } = state.progress;
  const trouble = troubleOf(lastError);
  const before = state.device?.lastError ?? 0;
  // An error that was wiped: the settings were taken.
  if (!trouble && before !== 0 && !gone)
    return stay({ ...state, progress: { ...state.progress, gone: true } });
  // An error seen before says nothing about this attempt until the access point has been away.
  const isNews = gone || lastError !== before;
  if (trouble && isNews)
    return stay(report(fail(state, trouble, false), "device_reported_error", lastError, null), {
      type: "deliverReports",
    });
  if (!gone && now - since <= switchMs) return stay(state);
  const silent: Trouble = gone
    ? {
        reason: "The device came back without having reached the cloud, and does not say why.",
        nextStep: "Check the network name and the password, then try again.",
      }
    : {
        reason: "The settings did not arrive: the device still waits for them.",
        nextStep: "Stay in the device's Wi-Fi and send them again.",
      };
  return stay(fail(state, silent, false));
}

export function noticeSlowness(state: WizardState, now: number): WizardState {
  if (state.progress.kind !== "waiting" || state.progress.slow) return state;
  return now - state.progress.since > slowAfterMs
    ? { ...state, progress: { ...state.progress, slow: true } }
    : state;
}

export function retry(state: WizardState, now: number): Turn {
  if (state.progress.kind !== "failed") return stay(state);
  const again: WizardState = {
    ...state,
    notice: state.progress.trouble,
    looksByItself: state.way !== "handOver",
  };
  if (state.progress.newTicket)
    return enterJoin({ ...again, ticket: null, outbox: [], asking: { kind: "idle" } }, now);
  // An error that the cloud has not heard of would end the attempt; as a note it lets the same token be tried again.
  const outbox = again.outbox.map((item) =>
    item.step === "device_reported_error" && item.errorCode
      ? { ...item, errorCode: 0, detail: `code ${item.errorCode}; trying again` }
      : item,
  );
  return enterJoin({ ...again, outbox }, now);
}

// The device opened its access point again: join it, read why, try again with the same ticket.
export function rejoin(state: WizardState, now: number): Turn {
  return enterJoin({ ...state, looksByItself: state.way !== "handOver" }, now);
}
