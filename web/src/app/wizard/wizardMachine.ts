import { troubleOf } from "./deviceErrors";
import { findDevice, goBack, join, readNetworks, send, takeTicket, typeCode, typeWifi } from "./deviceMoves";
import { enterJoin, loseTicket, refuseTicket, withTicket } from "./ticketMoves";
import { fail, isOver, stay } from "./turn";
import { noticeSlowness, rejoin, retry, seeAccessPoint, seeSession, wait } from "./watchMoves";
import type { Effect, Turn, WizardEvent, WizardState } from "./wizardState";

/**
 * The wizard as a pure function: state and event in, state and effects out. It asks no clock and no network. What it
 * keeps: success comes from the cloud's session only; every state has a way on or out; what was typed is never lost.
 */
export function reduce(state: WizardState, event: WizardEvent, now: number): Turn {
  switch (event.type) {
    case "lightIsReady":
      return state.stage === "light" ? enterJoin(state, now) : stay(state);
    case "back":
      return stay(goBack(state));
    case "left":
      return leave(state);
    case "askAgain":
      return state.stage === "light" || isOver(state) ? stay(state) : withTicket(state, now);
    case "ticketIssued":
      return takeTicket({ ...state, templates: event.templates, cloudReachable: true }, event.ticket);
    case "ticketRefused":
      return refuseTicket(state, event.trouble, event.signedOut);
    case "ticketUnreachable":
      return loseTicket(state);
    case "joined":
      return join(state, event.address);
    case "deviceFound":
      return findDevice(state, event.device, event.way);
    case "deviceMissing":
      return stay(
        state.search.kind === "looking"
          ? { ...state, search: { kind: "missing", cloudAnswered: event.cloudAnswered } }
          : state,
      );
    case "handOverChosen":
      return state.stage === "join" && state.ticket
        ? stay(typeWifi({ ...state, way: "handOver" }))
        : stay(state);
    case "codeShown":
      // The person leaves this page to type it: the page does not run ahead meanwhile.
      return stay(state.stage === "join" && state.ticket ? { ...state, looksByItself: false } : state);
    case "codeTyped":
      return typeCode(state, now);
    case "scanAgain":
      return state.stage === "wifi" && state.way === "read" ? readNetworks(state) : stay(state);
    case "networksRead":
      return stay(
        state.scan.kind === "reading"
          ? { ...state, scan: { kind: "read", networks: event.networks } }
          : state,
      );
    case "networksUnreadable":
      return stay(
        state.scan.kind === "reading"
          ? { ...state, scan: { kind: "unreadable" }, wifi: { ...state.wifi, typed: true } }
          : state,
      );
    case "wifiChanged":
      return stay(state.stage === "wifi" ? { ...state, wifi: { ...state.wifi, ...event.change } } : state);
    case "send":
      return send(state, now);
    case "sendTaken":
      return isSending(state) ? wait(state, now, null) : stay(state);
    case "sendLost":
      // The access point often vanishes before its answer is through.
      return isSending(state) ? wait(state, now, "no answer read") : stay(state);
    case "sendRefused":
      return stay(isSending(state) ? fail(state, troubleOf(700)!, false) : state);
    case "handedOver":
      return state.progress.kind === "handOver" ? wait(state, now, "handed over by the person") : stay(state);
    case "sessionSeen":
      return seeSession(state, event.session, now);
    case "cloudUnreachable":
      return stay(noticeSlowness({ ...state, cloudReachable: false }, now));
    case "accessPointGone":
      return stay(
        state.progress.kind === "waiting" ? { ...state, progress: { ...state.progress, gone: true } } : state,
      );
    case "accessPointSeen":
      return seeAccessPoint(state, event.lastError, now);
    case "deviceIsBack":
      return state.progress.kind === "waiting" || state.progress.kind === "handOver"
        ? rejoin(state, now)
        : stay(state);
    case "retry":
      return state.progress.kind === "failed" ? retry(state, now) : stay(state);
    case "reportDone":
      return stay({ ...state, outbox: state.outbox.filter((report) => report.key !== event.key) });
    case "finished":
      return state.progress.kind === "succeeded"
        ? { state, effects: [{ type: "forget" }, { type: "open", deviceId: state.progress.deviceId }] }
        : stay(state);
  }
}

// Without a ticket nothing is on its way: an answer now belongs to an attempt before.
const isSending = (state: WizardState) => state.progress.kind === "sending" && state.ticket !== null;

function leave(state: WizardState): Turn {
  const effects: Effect[] = [];
  if (state.ticket) effects.push({ type: "cancelSession", sessionId: state.ticket.id });
  const over = state.progress.kind === "succeeded" ? state.progress.deviceId : null;
  effects.push({ type: "forget" }, { type: "open", deviceId: over ?? state.existing });
  return stay(state, ...effects);
}
