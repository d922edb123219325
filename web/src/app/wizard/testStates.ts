import type { FoundDevice, SessionView, Ticket } from "./types";
import { reduce } from "./wizardMachine";
import { firstState, type Effect, type WizardEvent, type WizardState } from "./wizardState";

// What the machine's tests start from.

export const noon = Date.parse("2026-05-01T12:00:00Z");

export const ticket: Ticket = {
  id: 7,
  token: "tttttttttttttttttttttttttttttttt",
  code: "ABCD-1230",
  deviceId: 42,
  host: "cloud.example",
  port: 8080,
  tlsPort: 8443,
  expiresAt: "2026-05-08T12:00:00Z",
};

export const device: FoundDevice = {
  address: "http://192.168.4.1",
  name: "Blynk Thermostat-1W7R",
  templateId: "TMPLthermo01",
  lastError: 0,
  fiveGigahertz: false,
};

export const templates = [{ id: "TMPLthermo01", name: "Thermostat", prefix: "Blynk" }];

export const session = (state: SessionView["state"], changes: Partial<SessionView> = {}): SessionView => ({
  id: ticket.id,
  state,
  steps: [],
  failure: null,
  deviceId: ticket.deviceId,
  ...changes,
});

export const wrongPassword = {
  code: 722,
  cause: "wrong_wifi_password",
  reason: "The Wi-Fi network did not accept the password.",
  nextStep: "Type the password again.",
};

export const start = () => firstState({ existing: null, way: "read", looksByItself: true });

/** Plays events one after the other; each takes no time. */
export function play(from: WizardState, ...events: WizardEvent[]): { state: WizardState; effects: Effect[] } {
  let state = from;
  let effects: Effect[] = [];
  for (const event of events) ({ state, effects } = reduce(state, event, noon));
  return { state, effects };
}

export const issued: WizardEvent = { type: "ticketIssued", ticket, templates };
export const found: WizardEvent = { type: "deviceFound", device, way: "read" };
export const typed: WizardEvent = {
  type: "wifiChanged",
  change: { ssid: "Home", typed: true, password: "firstlight-wifi" },
};

export const joining = () => play(start(), { type: "lightIsReady" }, issued).state;
export const choosing = () => play(joining(), found, { type: "networksRead", networks: [] }).state;
export const waiting = () => play(choosing(), typed, { type: "send" }, { type: "sendTaken" }).state;
export const failed = () =>
  play(waiting(), { type: "sessionSeen", session: session("Failed", { failure: wrongPassword }) }).state;
