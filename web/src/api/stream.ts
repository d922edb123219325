import { inOrganisation } from "./acting";

/** What the reader of a stream of events wants to hear. */
export type StreamReader = {
  /** Everything that happens from now on will be heard; what was read before may be old. */
  ready: () => void;
  event: (type: string, data: string) => void;
  /** Nothing is heard any more; the stream goes on trying by itself. */
  broken: () => void;
};

/** The cloud says something every 15 seconds; after this silence the link is taken for dead. */
export const silenceMax = 40_000;

const pauses = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Keeps a stream of events open until the returned function is called. The browser mends short breaks itself, but gives up
 * when the answer is not a stream (a cloud that restarts behind a proxy), and does not notice a dead link.
 */
export function keepOpen(url: string, types: readonly string[], reader: StreamReader): () => void {
  let source: EventSource | null = null;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const heard = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(reopen, silenceMax);
  };
  const reopen = () => {
    clearTimeout(watchdog);
    clearTimeout(retry);
    source?.close();
    reader.broken();
    retry = setTimeout(open, pauses[Math.min(failures++, pauses.length - 1)]);
  };
  const open = () => {
    const opened = (source = new EventSource(inOrganisation(url)));
    heard();
    opened.addEventListener("live.ready", () => {
      failures = 0;
      heard();
      reader.ready();
    });
    opened.addEventListener("live.heartbeat", heard);
    for (const type of types)
      opened.addEventListener(type, (message) => {
        heard();
        reader.event(type, (message as MessageEvent<string>).data);
      });
    opened.addEventListener("error", () => {
      if (opened.readyState === EventSource.CLOSED) reopen();
      else reader.broken();
    });
  };

  open();
  return () => {
    clearTimeout(watchdog);
    clearTimeout(retry);
    source?.close();
  };
}
