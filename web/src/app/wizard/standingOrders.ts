import { accessPointAddress, type WizardEvent, type WizardState } from "./wizardState";

/** What the shell keeps doing while the state stands as it does. */
export type StandingOrders = {
  /** Read this session again and again. */
  session: { id: number; everyMs: number } | null;
  /** Look quietly whether a device answers here. */
  look: string | null;
  /** Watch for the return of this access point. */
  accessPoint: string | null;
  /** Ask again for a ticket. */
  ticket: boolean;
};

/** Derived from the state alone, so that a reload takes up the same work. */
export function standingOrders(state: WizardState): StandingOrders {
  const { stage, ticket, progress, device } = state;
  const watches = stage === "watch" && progress.kind !== "succeeded";
  return {
    session: ticket && stage !== "light" ? { id: ticket.id, everyMs: watches ? 1_000 : 5_000 } : null,
    look:
      stage === "join" && ticket && state.looksByItself && state.search.kind !== "looking"
        ? (device?.address ?? accessPointAddress)
        : null,
    accessPoint: progress.kind === "waiting" && state.way === "read" && device ? device.address : null,
    ticket: state.asking.kind === "offline" && stage === "join",
  };
}

/** What the page offers the person in this state; never nothing. */
export function offers(state: WizardState): WizardEvent["type"][] {
  const { stage, progress, asking, ticket } = state;
  if (stage === "light") return ["lightIsReady", "left"];
  if (stage === "join") return ticket ? ["joined", "codeTyped", "back", "left"] : asksAgain(asking.kind);
  if (stage === "wifi") return ["send", "wifiChanged", "back", "left"];
  switch (progress.kind) {
    case "handOver":
      return ["handedOver", "back", "left"];
    case "waiting":
      return ["deviceIsBack", "left"];
    case "failed":
      return ["retry", "left"];
    case "succeeded":
      return ["finished"];
    default:
      return ["left"];
  }
}

function asksAgain(asking: WizardState["asking"]["kind"]): WizardEvent["type"][] {
  return asking === "asking" ? ["back", "left"] : ["askAgain", "back", "left"];
}
