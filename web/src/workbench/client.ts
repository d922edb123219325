import { Problem } from "../api/client";
import type { Room, RoomDevice, RoomNetwork } from "./room";

/** Nobody answers there: not started, on another port, or this page is not from this machine. */
export class WorkbenchSilent extends Error {
  constructor(origin: string) {
    super(
      `The workbench does not answer at ${origin}. Start it with ./run on this computer, then try again.`,
    );
  }
}

export type SerialLine = { at: string; text: string };
export type DeviceDraft = Pick<RoomDevice, "name" | "templateId" | "templateName" | "tls" | "behaviour">;
export type NetworkDraft = Partial<Omit<RoomNetwork, "ssid" | "security">> & { password?: string };

/** The workbench's REST face. Its refusals are thrown as {@link Problem}. */
export function workbenchAt(origin: string) {
  const ask = async <T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> => {
    const answer = await fetch(origin + path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      throw error instanceof TypeError ? new WorkbenchSilent(origin) : error;
    });
    if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
    const problem = (await answer.json().catch(() => ({}))) as {
      detail?: string;
      title?: string;
      field?: string;
    };
    throw new Problem(
      answer.status,
      String(answer.status),
      problem.detail ?? problem.title ?? `The workbench answered ${answer.status}.`,
      problem.field,
    );
  };
  const device = (id: string) => `/devices/${encodeURIComponent(id)}`;
  const network = (ssid: string) => `/networks/${encodeURIComponent(ssid)}`;

  return {
    origin,
    room: () => ask<Room>("GET", "/room"),
    log: (id: string) => ask<{ lines: SerialLine[] }>("GET", `${device(id)}/log`),
    setPower: (id: string, on: boolean) => ask<RoomDevice>("POST", `${device(id)}/power`, { on }),
    /** Done when the button is released: after the time, or earlier by the signal. */
    holdButton: (id: string, heldSeconds: number, signal?: AbortSignal) =>
      ask<RoomDevice>("POST", `${device(id)}/button`, { heldSeconds }, signal),
    addDevice: (draft: DeviceDraft) => ask<RoomDevice>("POST", "/devices", draft),
    removeDevice: (id: string) => ask<void>("DELETE", device(id)),
    addNetwork: (draft: NetworkDraft & { ssid: string }) => ask<RoomNetwork>("POST", "/networks", draft),
    changeNetwork: (ssid: string, change: NetworkDraft) => ask<RoomNetwork>("PATCH", network(ssid), change),
    removeNetwork: (ssid: string) => ask<void>("DELETE", network(ssid)),
  };
}

export type Workbench = ReturnType<typeof workbenchAt>;
