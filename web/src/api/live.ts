import type { QueryClient } from "@tanstack/react-query";
import { gather, type Key } from "./gather";
import { keepOpen } from "./stream";

/** One event of the cloud's stream. */
export type LiveEvent = { type: string; data: Record<string, unknown> };

/** `connecting` until the stream was ready once; `broken` while what is on the screen may be old. */
export type LiveState = "connecting" | "live" | "broken";

const types = [
  "live.gap",
  "device.activated",
  "device.online",
  "device.offline",
  "device.event",
  "device.error",
  "device.deleted",
  "device.changed",
  "device.update",
  "shipment.changed",
  "template.changed",
  "datastream",
  "static_batch.progress",
  "session.step",
  "session.ended",
];

/** Between two readings of the same thing, so that a storm of events costs at most two readings a second. */
const pause = 500;

/** Lists and counts are read from the disk, which presence reaches up to half a second after it is told. */
const diskDelay = 700;

/** Listens until the returned function is called. After a break, and once at the beginning, `onReady` says: read again. */
export function listen(
  onEvent: (event: LiveEvent) => void,
  onBreak: () => void,
  onReady: () => void = () => {},
): () => void {
  return keepOpen("/api/v1/live", types, {
    ready: onReady,
    event: (type, data) => onEvent({ type, data: JSON.parse(data) as Record<string, unknown> }),
    broken: onBreak,
  });
}

/** Keeps what the page has read true: an event makes the queries it touches read again. */
export function keepFresh(queries: QueryClient, onState: (state: LiveState) => void = () => {}): () => void {
  const touched = gather(
    (keys) => Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey }))),
    pause,
  );
  let later: ReturnType<typeof setTimeout> | undefined;
  onState("connecting");
  const close = listen(
    (event) => {
      touched.add(keyOf(event));
      if (hasNewVersion(event)) touched.add(["devices", event.data["deviceId"]]);
      if (!isPresence(event)) return;
      later ??= setTimeout(() => {
        later = undefined;
        touched.add(keyOf(event));
      }, diskDelay);
    },
    () => onState("broken"),
    () => {
      onState("live");
      touched.add([]);
    },
  );
  return () => {
    close();
    clearTimeout(later);
    touched.stop();
  };
}

const isPresence = ({ type }: LiveEvent) => type === "device.online" || type === "device.offline";

/** A device that came back with new firmware has said what it runs now. */
const hasNewVersion = ({ type, data }: LiveEvent) => type === "device.update" && data["state"] === "Done";

/** What an event has made old. */
export function keyOf({ type, data }: LiveEvent): Key {
  if (type === "live.gap") return [];
  if (type.startsWith("session.")) return ["sessions"];
  if (type.startsWith("static_batch.")) return ["batches"];
  if (type.startsWith("template.")) return ["templates"];
  if (type === "device.update" || type === "shipment.changed") return ["shipments"];
  if (type === "device.error") return ["devices", data["deviceId"], "errors"];
  return type === "datastream" ? ["devices", data["deviceId"], "values"] : ["devices"];
}
