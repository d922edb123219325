import { expect, test } from "vitest";
import { resume, toKeep } from "./keeping";
import { offers, standingOrders } from "./standingOrders";
import { device, found, issued, noon, session, start, ticket, typed, wrongPassword } from "./testStates";
import { reduce } from "./wizardMachine";
import type { WizardEvent, WizardState } from "./wizardState";

// Every event that can come, at any time and in any order: people press, radios fail, answers come late.
const everything: WizardEvent[] = [
  { type: "lightIsReady" },
  { type: "back" },
  { type: "askAgain" },
  issued,
  { type: "ticketRefused", trouble: wrongPassword, signedOut: false },
  { type: "ticketUnreachable" },
  { type: "joined", address: device.address },
  found,
  { ...found, device: { ...device, lastError: 722 } } as WizardEvent,
  { type: "deviceFound", device, way: "blind" },
  { type: "deviceMissing", cloudAnswered: true },
  { type: "handOverChosen" },
  { type: "codeShown" },
  { type: "codeTyped" },
  { type: "scanAgain" },
  { type: "networksRead", networks: [] },
  { type: "networksUnreadable" },
  typed,
  { type: "wifiChanged", change: { password: "no" } },
  { type: "send" },
  { type: "sendTaken" },
  { type: "sendRefused" },
  { type: "sendLost" },
  { type: "handedOver" },
  { type: "sessionSeen", session: session("Pending") },
  { type: "sessionSeen", session: session("Succeeded") },
  { type: "sessionSeen", session: session("Succeeded", { id: 99 }) },
  { type: "sessionSeen", session: session("Failed", { failure: wrongPassword }) },
  { type: "sessionSeen", session: session("Expired") },
  { type: "cloudUnreachable" },
  { type: "accessPointSeen", lastError: 0 },
  { type: "accessPointSeen", lastError: 722 },
  { type: "accessPointGone" },
  { type: "deviceIsBack" },
  { type: "retry" },
  { type: "reportDone", key: 1 },
];

// A small generator of chance (mulberry32), so that a failure is replayed by its seed.
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

// Not vitest's own: it is asked half a million times.
function must(holds: boolean, otherwise: string) {
  if (!holds) throw new Error(otherwise);
}

function check(state: WizardState, confirmed: boolean, seed: number) {
  const { stage, progress, asking } = state;
  const where = `seed ${seed}: ${stage}, ${progress.kind}, ${asking.kind}`;
  if (progress.kind === "succeeded") {
    must(confirmed, `success without the cloud, ${where}`);
    must(state.ticket === null && stage === "watch", `success with something left over, ${where}`);
  }
  must(stage !== "watch" || progress.kind !== "none", `nothing to watch, ${where}`);
  // Every way that the page offers leads somewhere.
  must(offers(state).length > 0, `no way out, ${where}`);
  for (const offer of offers(state)) {
    if (offer === "wifiChanged") continue;
    const event = offer === "joined" ? { type: offer, address: device.address } : { type: offer };
    const turn = reduce(state, event as WizardEvent, noon);
    must(turn.state !== state || turn.effects.length > 0, `${offer} does nothing, ${where}`);
  }
  // Whoever waits, waits for something that will come: a request under way, or standing work.
  if (progress.kind === "waiting")
    must(standingOrders(state).session?.everyMs === 1_000, `nobody watches the session, ${where}`);
  if (progress.kind === "sending" && !state.ticket)
    must(asking.kind === "asking", `nobody asks for the ticket, ${where}`);
}

test("no order of events leads to a dead end, or to a success that the cloud did not confirm", () => {
  let succeeded = 0;
  for (let seed = 1; seed <= 1_000; seed++) {
    const next = chance(seed);
    const pick = () => everything[Math.floor(next() * everything.length)]!;
    let state = start();
    let confirmed = false;
    let now = noon;
    for (let step = 0; step < 60; step++) {
      // Half of the time what the page offers, so that deep states are reached.
      const offered = offers(state).filter((type) => type !== "left" && type !== "finished");
      const wanted = offered[Math.floor(next() * offered.length)];
      const event = next() < 0.5 ? pick() : (everything.find(({ type }) => type === wanted) ?? pick());
      if (event.type === "sessionSeen" && event.session.state === "Succeeded")
        confirmed ||= event.session.id === ticket.id && state.ticket !== null;
      now += Math.floor(next() * 5_000);
      state = reduce(state, event, now).state;
      check(state, confirmed, seed);
      if (next() < 0.05) {
        const kept = toKeep(state);
        state = kept ? resume(structuredClone(kept.state), now).state : start();
        check(state, confirmed, seed);
      }
    }
    if (state.progress.kind === "succeeded") succeeded++;
  }
  // The walks are worth something: many of them get to the end.
  expect(succeeded).toBeGreaterThan(100);
});

test("from every state that can be reached, the normal way still ends in success", () => {
  for (let seed = 1; seed <= 500; seed++) {
    const next = chance(seed);
    let state = start();
    for (let step = 0; step < 30; step++)
      state = reduce(state, everything[Math.floor(next() * everything.length)]!, noon).state;
    for (let step = 0; step < 40 && state.progress.kind !== "succeeded"; step++)
      state = reduce(state, helpful(state), noon).state;
    expect(state.progress.kind, `seed ${seed}`).toBe("succeeded");
  }
});

// What a patient person, a working cloud and a working device do next.
function helpful(state: WizardState): WizardEvent {
  const { stage, progress, asking } = state;
  if (asking.kind === "asking") return issued;
  if (stage === "light") return { type: "lightIsReady" };
  if (stage === "join") {
    if (!state.ticket) return { type: "askAgain" };
    return state.search.kind === "looking" ? found : { type: "joined", address: device.address };
  }
  if (stage === "wifi") return state.wifi.password === "firstlight-wifi" ? { type: "send" } : typed;
  switch (progress.kind) {
    case "sending":
      return { type: "sendTaken" };
    case "handOver":
      return { type: "handedOver" };
    case "failed":
      return { type: "retry" };
    default:
      return { type: "sessionSeen", session: session("Succeeded") };
  }
}
