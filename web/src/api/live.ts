import type { QueryClient } from "@tanstack/react-query";

/** One event of the cloud's stream. */
export type LiveEvent = { type: string; data: Record<string, unknown> };

const types = [
  "live.gap",
  "device.activated",
  "device.online",
  "device.offline",
  "device.event",
  "device.deleted",
  "device.changed",
  "datastream",
  "session.step",
  "session.ended",
];

/** Listens until the returned function is called. The browser reconnects by itself; after a break everything is read again. */
export function listen(onEvent: (event: LiveEvent) => void, onBreak: () => void): () => void {
  const source = new EventSource("/api/v1/live");
  for (const type of types)
    source.addEventListener(type, (message) =>
      onEvent({ type, data: JSON.parse((message as MessageEvent<string>).data) as Record<string, unknown> }),
    );
  source.addEventListener("error", onBreak);
  return () => source.close();
}

/** Keeps what the page has read true: an event makes the queries it touches read again. */
export function keepFresh(queries: QueryClient): () => void {
  let broken = false;
  return listen(
    (event) => {
      if (broken || event.type === "live.gap") {
        broken = false;
        void queries.invalidateQueries();
        return;
      }
      if (event.type.startsWith("session.")) void queries.invalidateQueries({ queryKey: ["sessions"] });
      else if (event.type === "datastream")
        void queries.invalidateQueries({ queryKey: ["devices", event.data["deviceId"], "values"] });
      else void queries.invalidateQueries({ queryKey: ["devices"] });
    },
    () => {
      broken = true;
    },
  );
}
