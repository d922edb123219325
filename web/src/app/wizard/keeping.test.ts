import { expect, test } from "vitest";
import { resume, toKeep } from "./keeping";
import { choosing, device, joining, noon, play, session, start, ticket, typed, waiting } from "./testStates";

test("the token is kept, a password only when it shall be remembered", () => {
  const state = play(choosing(), typed).state;
  expect(toKeep(state)?.state).toMatchObject({
    ticket: { token: ticket.token },
    wifi: { ssid: "Home", password: "" },
  });
  const remembering = play(state, { type: "wifiChanged", change: { remember: true } }).state;
  expect(toKeep(remembering)?.state.wifi.password).toBe("firstlight-wifi");
});

test("nothing is kept before anything has begun", () => {
  expect(toKeep(start())).toBeNull();
});

test("after success neither token nor password is kept", () => {
  const done = play(waiting(), { type: "sessionSeen", session: session("Succeeded") }).state;
  const kept = JSON.stringify(toKeep(done));
  expect(kept).not.toContain(ticket.token);
  expect(kept).not.toContain("firstlight-wifi");
});

test("a request that was on its way is asked again", () => {
  const asking = play(start(), { type: "lightIsReady" }).state;
  expect(resume(asking, noon).effects).toEqual([{ type: "askForTicket", existing: null }]);
});

test("settings that were on their way are watched for", () => {
  const sending = play(choosing(), typed, { type: "send" }).state;
  expect(resume(sending, noon).state.progress).toEqual({
    kind: "waiting",
    since: noon,
    slow: false,
    gone: false,
  });
});

test("a scan that was cut off is repeated, a search forgotten", () => {
  const reading = play(joining(), { type: "deviceFound", device, way: "read" }).state;
  expect(resume(reading, noon).effects[0]).toEqual({ type: "readNetworks", address: device.address });
  const looking = play(joining(), { type: "joined", address: device.address }).state;
  expect(resume(looking, noon).state.search).toEqual({ kind: "idle" });
});
