import { describe, expect, test } from "vitest";
import { choosing, device, failed, found, issued, joining, noon, play } from "./testStates";
import { session, start, ticket, typed, waiting, wrongPassword } from "./testStates";
import { standingOrders } from "./standingOrders";
import { reduce } from "./wizardMachine";
import type { WizardEvent } from "./wizardState";

const foundWith = (changes: Partial<typeof device>): WizardEvent => ({
  type: "deviceFound",
  device: { ...device, ...changes },
  way: "read",
});

describe("before the phone leaves the internet", () => {
  test("the second screen asks for the ticket at once", () => {
    const { state, effects } = play(start(), { type: "lightIsReady" });
    expect(state.stage).toBe("join");
    expect(state.asking).toEqual({ kind: "asking" });
    expect(effects).toEqual([{ type: "askForTicket", existing: null }]);
  });

  test("a device that gets another network is named when the ticket is asked for", () => {
    const { effects } = play({ ...start(), existing: 42 }, { type: "lightIsReady" });
    expect(effects).toEqual([{ type: "askForTicket", existing: 42 }]);
  });

  test("without a ticket nobody is sent to the device", () => {
    const asking = play(start(), { type: "lightIsReady" }).state;
    expect(play(asking, { type: "joined", address: device.address }).effects).toEqual([]);
    expect(play(asking, found).state.stage).toBe("join");
  });

  test("without internet it says so, and asking again asks again", () => {
    const offline = play(start(), { type: "lightIsReady" }, { type: "ticketUnreachable" }).state;
    expect(offline.asking).toEqual({ kind: "offline" });
    expect(offline.cloudReachable).toBe(false);
    expect(play(offline, { type: "askAgain" }).effects).toEqual([{ type: "askForTicket", existing: null }]);
  });

  test("a refusal keeps its reason", () => {
    const trouble = { reason: "Only staff adds devices.", nextStep: "Ask them." };
    const refused = play(
      start(),
      { type: "lightIsReady" },
      { type: "ticketRefused", trouble, signedOut: false },
    );
    expect(refused.state.asking).toEqual({ kind: "refused", trouble, signedOut: false });
  });

  test("going back and on again keeps the ticket", () => {
    const again = play(joining(), { type: "back" }, { type: "lightIsReady" });
    expect(again.state.ticket).toEqual(ticket);
    expect(again.effects).toEqual([]);
  });

  test("a ticket about to die is replaced", () => {
    const late = Date.parse(ticket.expiresAt) - 1_000;
    const light = play(joining(), { type: "back" }).state;
    expect(reduce(light, { type: "lightIsReady" }, late).effects).toEqual([
      { type: "askForTicket", existing: null },
    ]);
  });
});

describe("finding the device", () => {
  test("it is found, reported, and its networks are read", () => {
    const { state, effects } = play(joining(), { type: "joined", address: device.address }, found);
    expect(state.stage).toBe("wifi");
    expect(state.outbox).toMatchObject([{ sessionId: 7, step: "device_found", errorCode: null }]);
    expect(effects).toEqual([{ type: "readNetworks", address: device.address }, { type: "deliverReports" }]);
  });

  test("nothing there while the cloud answers means that the phone is elsewhere", () => {
    const { state } = play(
      joining(),
      { type: "joined", address: device.address },
      { type: "deviceMissing", cloudAnswered: true },
    );
    expect(state.search).toEqual({ kind: "missing", cloudAnswered: true });
  });

  test("a device of another kind is not set up", () => {
    const foreign = foundWith({ templateId: "TMPLother001", name: "Blynk Other-1234" });
    const { state } = play(joining(), foreign);
    expect(state).toMatchObject({ stage: "join", search: { kind: "foreign", name: "Blynk Other-1234" } });
  });

  test("firmware that lets nobody read is set up by typing", () => {
    const { state, effects } = play(joining(), { type: "deviceFound", device, way: "blind" });
    expect(state).toMatchObject({ stage: "wifi", way: "blind", scan: { kind: "unreadable" } });
    expect(state.wifi.typed).toBe(true);
    expect(effects).toEqual([{ type: "deliverReports" }]);
  });

  test("where the browser forbids talking to it, joining leads straight on", () => {
    const { state, effects } = play({ ...joining(), way: "handOver" }, { type: "joined", address: "any" });
    expect(state).toMatchObject({ stage: "wifi", scan: { kind: "unreadable" } });
    expect(effects).toEqual([]);
  });

  test("its last error is shown as the reason of the attempt before", () => {
    const { state } = play(joining(), foundWith({ lastError: 722 }));
    expect(state.notice?.reason).toContain("password");
  });

  test("back from the networks does not jump forward again by itself", () => {
    const { state } = play(choosing(), { type: "back" });
    expect(state).toMatchObject({ stage: "join", looksByItself: false });
  });
});

describe("the form", () => {
  test("problems keep it from being sent and are shown from then on", () => {
    const { state, effects } = play(choosing(), { type: "send" });
    expect(state).toMatchObject({ stage: "wifi", checked: true });
    expect(effects).toEqual([]);
  });

  test("it goes to the device with the ticket", () => {
    const { state, effects } = play(choosing(), typed, { type: "send" });
    expect(state).toMatchObject({ stage: "watch", progress: { kind: "sending" } });
    expect(effects).toEqual([
      {
        type: "send",
        address: device.address,
        way: "read",
        query: `ssid=Home&pass=firstlight-wifi&blynk=${ticket.token}&host=cloud.example&port_ssl=8443&port=8080&if=wifi`,
      },
    ]);
  });

  test("by hand-over nothing is sent; the person opens the device's page", () => {
    const { state, effects } = play({ ...choosing(), way: "handOver" }, typed, { type: "send" });
    expect(state.progress).toEqual({ kind: "handOver" });
    expect(effects).toEqual([]);
    expect(play(state, { type: "handedOver" }).state.progress.kind).toBe("waiting");
    expect(play(state, { type: "back" }).state).toMatchObject({ stage: "wifi", wifi: { ssid: "Home" } });
  });

  test("a dead ticket is replaced first, then the form goes by itself", () => {
    const late = Date.parse(ticket.expiresAt) + 1;
    const ready = play(choosing(), typed).state;
    const asking = reduce(ready, { type: "send" }, late);
    expect(asking.effects).toEqual([{ type: "askForTicket", existing: null }]);
    const { effects } = reduce(asking.state, issued, late);
    expect(effects).toMatchObject([{ type: "send" }]);
  });

  test("a dead ticket without internet fails with a way on", () => {
    const late = Date.parse(ticket.expiresAt) + 1;
    const asking = reduce(play(choosing(), typed).state, { type: "send" }, late).state;
    const lost = reduce(asking, { type: "ticketUnreachable" }, late).state;
    expect(lost.progress).toMatchObject({ kind: "failed", newTicket: true });
    const again = reduce(lost, { type: "retry" }, late);
    expect(again.effects).toEqual([{ type: "askForTicket", existing: null }]);
  });

  test("an answer that is lost with the access point counts as sent", () => {
    const { state } = play(choosing(), typed, { type: "send" }, { type: "sendLost" });
    expect(state.progress.kind).toBe("waiting");
    expect(state.outbox.at(-1)).toMatchObject({ step: "credentials_sent" });
  });

  test("settings that the device refuses can be changed with the same ticket", () => {
    const refused = play(choosing(), typed, { type: "send" }, { type: "sendRefused" }).state;
    expect(refused.progress).toMatchObject({ kind: "failed", newTicket: false });
    expect(play(refused, { type: "retry" }).state).toMatchObject({
      stage: "join",
      ticket,
      wifi: { ssid: "Home" },
    });
  });
});

describe("watching", () => {
  test("only the cloud's session makes it a success", () => {
    const { state, effects } = play(waiting(), { type: "sessionSeen", session: session("Succeeded") });
    expect(state.progress).toEqual({ kind: "succeeded", deviceId: 42 });
    expect(state.ticket).toBeNull();
    expect(state.wifi.password).toBe("");
    expect(effects).toMatchObject([
      { type: "rememberWifi", wifi: { ssid: "Home", password: "firstlight-wifi" } },
    ]);
  });

  test("another session's success is not ours", () => {
    const { state } = play(waiting(), { type: "sessionSeen", session: session("Succeeded", { id: 8 }) });
    expect(state.progress.kind).toBe("waiting");
  });

  test("the device came online while the person had gone back: that is a success all the same", () => {
    const { state } = play(joining(), { type: "sessionSeen", session: session("Succeeded") });
    expect(state).toMatchObject({ stage: "watch", progress: { kind: "succeeded" } });
  });

  test("a failure has the cloud's reason, and trying again gets a new ticket and keeps what was typed", () => {
    const gone = failed();
    expect(gone.progress).toMatchObject({ kind: "failed", newTicket: true, trouble: wrongPassword });
    const { state, effects } = play(gone, { type: "retry" });
    expect(effects).toEqual([{ type: "askForTicket", existing: null }]);
    expect(state).toMatchObject({
      stage: "join",
      ticket: null,
      wifi: { ssid: "Home", password: "firstlight-wifi" },
    });
    expect(state.notice?.reason).toBe(wrongPassword.reason);
  });

  test("an attempt that ended before anything was sent is explained where the person is", () => {
    const { state } = play(choosing(), { type: "sessionSeen", session: session("Expired") });
    expect(state).toMatchObject({ stage: "wifi", ticket: null, asking: { kind: "refused" } });
  });

  test("losing the internet is no failure, and reports wait for it", () => {
    const offline = play(waiting(), { type: "cloudUnreachable" }).state;
    expect(offline).toMatchObject({ cloudReachable: false, progress: { kind: "waiting" } });
    expect(offline.outbox).toHaveLength(2);
    const back = play(offline, { type: "sessionSeen", session: session("Pending") });
    expect(back.state.cloudReachable).toBe(true);
    expect(back.effects).toEqual([{ type: "deliverReports" }]);
    expect(play(back.state, { type: "reportDone", key: 1 }).state.outbox).toHaveLength(1);
  });

  test("after a minute it says that this takes long", () => {
    const pending = { type: "sessionSeen", session: session("Pending") } as const;
    expect(reduce(waiting(), pending, noon + 59_000).state.progress).toMatchObject({ slow: false });
    expect(reduce(waiting(), pending, noon + 61_000).state.progress).toMatchObject({ slow: true });
    expect(reduce(waiting(), { type: "cloudUnreachable" }, noon + 61_000).state.progress).toMatchObject({
      slow: true,
    });
  });

  test("finishing forgets the wizard and opens the device", () => {
    const done = play(waiting(), { type: "sessionSeen", session: session("Succeeded") }).state;
    expect(play(done, { type: "finished" }).effects).toEqual([
      { type: "forget" },
      { type: "open", deviceId: 42 },
    ]);
  });
});

describe("the access point comes back", () => {
  test("with an error: reported, explained, the same ticket may be tried again", () => {
    const { state, effects } = play(
      waiting(),
      { type: "accessPointGone" },
      { type: "accessPointSeen", lastError: 722 },
    );
    expect(state.progress).toMatchObject({ kind: "failed", newTicket: false });
    expect(state.outbox.at(-1)).toMatchObject({ step: "device_reported_error", errorCode: 722 });
    expect(effects).toEqual([{ type: "deliverReports" }]);
  });

  test("trying again before the cloud heard of it does not end the attempt there", () => {
    const broken = play(
      waiting(),
      { type: "accessPointGone" },
      { type: "accessPointSeen", lastError: 722 },
    ).state;
    const { state } = play(broken, { type: "retry" });
    expect(state).toMatchObject({ stage: "join", ticket });
    expect(state.outbox.at(-1)).toMatchObject({ errorCode: 0, detail: "code 722; trying again" });
  });

  test("while it still vanishes nothing is concluded", () => {
    expect(play(waiting(), { type: "accessPointSeen", lastError: 0 }).state.progress.kind).toBe("waiting");
  });

  test("an error of the attempt before says nothing until it changes", () => {
    const old = { ...waiting(), device: { ...device, lastError: 722 } };
    expect(play(old, { type: "accessPointSeen", lastError: 722 }).state.progress.kind).toBe("waiting");
    const { state } = play(
      old,
      { type: "accessPointSeen", lastError: 0 },
      { type: "accessPointSeen", lastError: 722 },
    );
    expect(state.progress.kind).toBe("failed");
  });

  test("an access point that never vanished did not get the settings", () => {
    const { state } = reduce(waiting(), { type: "accessPointSeen", lastError: 0 }, noon + 9_000);
    expect(state.progress).toMatchObject({ kind: "failed", newTicket: false });
  });

  test("the person sees the blue beat: back to the device with the same ticket", () => {
    const { state } = play(waiting(), { type: "deviceIsBack" });
    expect(state).toMatchObject({ stage: "join", ticket, looksByItself: true });
  });
});

test("leaving cancels the attempt and forgets it", () => {
  expect(play(choosing(), { type: "left" }).effects).toEqual([
    { type: "cancelSession", sessionId: 7 },
    { type: "forget" },
    { type: "open", deviceId: null },
  ]);
});

test("templates that are not known do not keep a device away", () => {
  const { state } = play({ ...joining(), templates: [] }, found);
  expect(state.stage).toBe("wifi");
});

describe("the device's own page", () => {
  test("whoever reads the code is not taken on to another screen meanwhile", () => {
    const { state } = play(joining(), { type: "codeShown" });
    expect(state.looksByItself).toBe(false);
    expect(standingOrders(state).look).toBeNull();
    expect(state.stage).toBe("join");
  });

  test("once the code is typed there, the cloud's session is watched with the same ticket", () => {
    const { state, effects } = play(joining(), { type: "codeShown" }, { type: "codeTyped" });
    expect(state.stage).toBe("watch");
    expect(state.progress.kind).toBe("waiting");
    expect(state.ticket).toEqual(ticket);
    expect(state.outbox.map(({ step, detail }) => [step, detail])).toEqual([
      ["credentials_sent", "code typed on the device's own page"],
    ]);
    expect(effects).toEqual([{ type: "deliverReports" }]);
    expect(play(state, { type: "sessionSeen", session: session("Succeeded") }).state.progress.kind).toBe(
      "succeeded",
    );
  });

  test("a code that was mistyped is typed again: the ticket still lives", () => {
    const back = play(joining(), { type: "codeTyped" }, { type: "deviceIsBack" }).state;
    expect(back.stage).toBe("join");
    expect(back.ticket?.code).toBe(ticket.code);
  });

  test("without a ticket there is no code to type", () => {
    const asking = play(start(), { type: "lightIsReady" }).state;
    expect(play(asking, { type: "codeTyped" }).state).toBe(asking);
  });
});
