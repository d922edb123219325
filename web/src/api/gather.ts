export type Key = readonly unknown[];

/** At most this many keys wait; beyond it everything is read again, which is cheaper than remembering more. */
const waitingMax = 200;

/**
 * Gathers what events have touched: the first key goes out at once, those of the next `pause` milliseconds together. A
 * storm of events must not restart every reading before it has ended.
 */
export function gather(
  flush: (keys: Key[]) => void,
  pause: number,
): { add: (key: Key) => void; stop: () => void } {
  let waiting = new Map<string, Key>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = () => {
    const keys = [...waiting.values()];
    waiting = new Map();
    timer = keys.length === 0 ? undefined : setTimeout(send, pause);
    if (keys.length > 0) flush(outermost(keys));
  };
  return {
    add(key) {
      waiting.set(JSON.stringify(key), key);
      if (waiting.size > waitingMax) waiting = new Map([["[]", []]]);
      if (timer === undefined) send();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Without the keys that a shorter one already covers. */
export function outermost(keys: readonly Key[]): Key[] {
  return keys.filter(
    (key) =>
      !keys.some((other) => other.length < key.length && other.every((part, index) => part === key[index])),
  );
}
