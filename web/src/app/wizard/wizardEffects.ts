import { Problem } from "../../api/client";
import * as cloud from "./cloudCalls";
import * as device from "./deviceLink";
import type { Report } from "./types";
import type { Effect, WizardEvent } from "./wizardState";
import { forgetWizard, rememberWifi } from "./wizardStore";

/** What effects need of the page around them. */
export type EffectContext = {
  dispatch: (event: WizardEvent) => void;
  outbox: () => Report[];
  /** Reports are on their way. */
  deliveries: { running: boolean };
  open: (deviceId: number | null) => void;
};

/** Does one effect and tells the machine what came of it. */
export async function runEffect(effect: Effect, context: EffectContext): Promise<void> {
  const { dispatch } = context;
  switch (effect.type) {
    case "askForTicket":
      return dispatch(await askForTicket(effect.existing));
    case "look":
      return dispatch(await lookFor(effect.address));
    case "readNetworks": {
      const networks = await device.readNetworks(effect.address);
      return dispatch(networks ? { type: "networksRead", networks } : { type: "networksUnreadable" });
    }
    case "send": {
      const outcome = await device.send(effect.address, effect.query, effect.way);
      return dispatch({ type: sendEvents[outcome] });
    }
    case "deliverReports":
      return deliverReports(context);
    case "cancelSession":
      return cloud.cancelSession(effect.sessionId);
    case "rememberWifi":
      return rememberWifi(effect.wifi);
    case "forget":
      return forgetWizard();
    case "open":
      return context.open(effect.deviceId);
  }
}

// Anything may answer at that address, a router too. What cannot be read counts only where there is no internet either.
async function lookFor(address: string): Promise<WizardEvent> {
  const found = await device.look(address, false);
  if (found?.way === "read") return { type: "deviceFound", ...found };
  const cloudAnswered = await cloud.cloudAnswers();
  return found && !cloudAnswered
    ? { type: "deviceFound", ...found }
    : { type: "deviceMissing", cloudAnswered };
}

const sendEvents = { taken: "sendTaken", refused: "sendRefused", lost: "sendLost" } as const;

async function askForTicket(existing: number | null): Promise<WizardEvent> {
  try {
    const [ticket, templates] = await Promise.all([cloud.issueTicket(existing), cloud.knownTemplates()]);
    return { type: "ticketIssued", ticket, templates };
  } catch (error) {
    if (!(error instanceof Problem)) return { type: "ticketUnreachable" };
    return {
      type: "ticketRefused",
      trouble: cloud.troubleOfProblem(error),
      signedOut: error.status === 401,
    };
  }
}

// In order and one at a time: the session's timeline is read by people.
async function deliverReports({ dispatch, outbox, deliveries }: EffectContext): Promise<void> {
  if (deliveries.running) return;
  deliveries.running = true;
  try {
    for (let next = outbox()[0]; next; next = outbox()[0]) {
      if ((await cloud.deliver(next)) === "later") return;
      dispatch({ type: "reportDone", key: next.key });
    }
  } finally {
    deliveries.running = false;
  }
}
