export type Key = readonly unknown[];

/** At most this many keys wait; beyond it everything is read again, which is cheaper than remembering more. */
const waitingMax = 200;

/**
 * Gathers what events have touched: the first key goes out at once; the others together, `pause` milliseconds after the
 * reading before them has ended. A storm of events must not restart every reading before it has ended.
 */
export function gather(
  flush: (keys: Key[]) => Promise<unknown>,
  pause: number,
): { add: (key: Key) => void; stop: () => void } {
  let waiting = new Map<string, Key>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let state: "idle" | "busy" | "stopped" = "idle";

  const send = () => {
    const keys = [...waiting.values()];
    waiting = new Map();
    state = keys.length > 0 ? "busy" : "idle";
    if (keys.length > 0) void flush(outermost(keys)).finally(rest);
  };
  const rest = () => {
    if (state !== "stopped") timer = setTimeout(send, pause);
  };
  return {
    add(key) {
      waiting.set(JSON.stringify(key), key);
      if (waiting.size > waitingMax) waiting = new Map([["[]", []]]);
      if (state === "idle") send();
    },
    stop() {
      state = "stopped";
      clearTimeout(timer);
    },
  };
}

/** Without the keys that a shorter one already covers. */
export function outermost(keys: readonly Key[]): Key[] {
  return keys.filter(
    (key) =>
      !keys.some((other) => other.length < key.length && other.every((part, index) => part === key[index])),
  );
}
