import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../../api/client";
import * as cloud from "./cloudCalls";
import * as device from "./deviceLink";
import { device as thermostat, ticket } from "./testStates";
import type { Report } from "./types";
import { runEffect } from "./wizardEffects";
import type { Effect, WizardEvent } from "./wizardState";

vi.mock("./cloudCalls", async (real) => ({
  ...(await real<typeof cloud>()),
  issueTicket: vi.fn(),
  deliver: vi.fn(),
}));

let events: WizardEvent[];
let outbox: Report[];

beforeEach(() => {
  events = [];
  outbox = [];
});
afterEach(() => vi.restoreAllMocks());

const deliveries = { running: false };

const run = (effect: Effect) =>
  runEffect(effect, {
    dispatch: (event) => {
      events.push(event);
      if (event.type === "reportDone") outbox = outbox.filter(({ key }) => key !== event.key);
    },
    outbox: () => outbox,
    deliveries,
    open: () => {},
  });

const report = (key: number): Report => ({
  key,
  sessionId: 7,
  step: "device_found",
  errorCode: null,
  detail: null,
});

test("a ticket comes with the templates; a refusal with its reason; silence is no refusal", async () => {
  vi.spyOn(cloud, "knownTemplates").mockResolvedValue([]);
  vi.mocked(cloud.issueTicket).mockResolvedValueOnce(ticket);
  await run({ type: "askForTicket", existing: null });
  vi.mocked(cloud.issueTicket).mockRejectedValueOnce(
    new Problem(401, "not_signed_in", "Nobody is signed in."),
  );
  await run({ type: "askForTicket", existing: null });
  vi.mocked(cloud.issueTicket).mockRejectedValueOnce(new DOMException("too long", "TimeoutError"));
  await run({ type: "askForTicket", existing: null });
  expect(events).toEqual([
    { type: "ticketIssued", ticket, templates: [] },
    {
      type: "ticketRefused",
      trouble: { reason: "Nobody is signed in.", nextStep: expect.stringContaining("Sign in") as string },
      signedOut: true,
    },
    { type: "ticketUnreachable" },
  ]);
});

test("an answer that cannot be read is a device only where there is no internet", async () => {
  vi.spyOn(device, "look").mockResolvedValue({ device: thermostat, way: "blind" });
  const answers = vi.spyOn(cloud, "cloudAnswers").mockResolvedValue(true);
  await run({ type: "look", address: thermostat.address });
  answers.mockResolvedValue(false);
  await run({ type: "look", address: thermostat.address });
  expect(events).toEqual([
    { type: "deviceMissing", cloudAnswered: true },
    { type: "deviceFound", device: thermostat, way: "blind" },
  ]);
});

test("reports go in order, one at a time, and wait when the cloud is away", async () => {
  outbox = [report(1), report(2), report(3)];
  vi.mocked(cloud.deliver).mockResolvedValueOnce("done").mockResolvedValueOnce("later");
  await Promise.all([run({ type: "deliverReports" }), run({ type: "deliverReports" })]);
  expect(outbox.map(({ key }) => key)).toEqual([2, 3]);
  vi.mocked(cloud.deliver).mockResolvedValue("done");
  await run({ type: "deliverReports" });
  expect(events.map((event) => (event.type === "reportDone" ? event.key : 0))).toEqual([1, 2, 3]);
});
