import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { workbenchAt } from "./client";
import type { Room } from "./room";
import { useRoom } from "./useRoom";

class ScriptedSource extends EventTarget {
  static last: ScriptedSource;
  constructor() {
    super();
    ScriptedSource.last = this;
  }
  close() {}
  say(type: string, data: unknown) {
    act(() => void this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) })));
  }
}

const roomOf = (host: string): Room => ({
  devices: [],
  networks: [],
  cloud: { host, port: null, tlsPort: null },
});
let answer: (room: Room) => void;

beforeEach(() => {
  vi.stubGlobal("EventSource", ScriptedSource);
  const late = new Promise<Room>((resolve) => (answer = resolve));
  vi.stubGlobal("fetch", async () => ({ ok: true, status: 200, json: () => late }));
});
afterEach(() => void vi.unstubAllGlobals());

function look() {
  const queries = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  const workbench = workbenchAt("http://bench");
  return renderHook(() => useRoom(workbench), { wrapper });
}

test("an answer that was on its way does not undo what the stream has said since", async () => {
  const { result } = look();
  ScriptedSource.last.say("room", roomOf("first"));
  ScriptedSource.last.say("networks", [{ ssid: "Home" }]);
  await act(async () => {
    answer(roomOf("older"));
    await Promise.resolve();
  });
  await waitFor(() => expect(result.current.room.data?.networks).toHaveLength(1));
  expect(result.current.room.data?.cloud.host).toBe("first");
});

test("the room is there by asking alone, before the stream says anything", async () => {
  const { result } = look();
  answer(roomOf("asked"));
  await waitFor(() => expect(result.current.room.data?.cloud.host).toBe("asked"));
});
