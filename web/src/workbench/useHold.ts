import { notifications } from "@mantine/notifications";
import { useCallback, useEffect, useRef, useState } from "react";
import { heldAtMost } from "./holding";

const tickMilliseconds = 100;

/** A hand on a button: how long it has held, and what begins and ends it. */
export function useHold(hold: (seconds: number, signal: AbortSignal) => Promise<unknown>) {
  const [held, setHeld] = useState<number | null>(null);
  const hand = useRef<AbortController | null>(null);

  const release = useCallback(() => hand.current?.abort(), []);
  const press = useCallback(
    async (seconds: number = heldAtMost) => {
      if (hand.current) return;
      const controller = new AbortController();
      hand.current = controller;
      const since = performance.now();
      setHeld(0);
      const ticking = setInterval(() => setHeld((performance.now() - since) / 1000), tickMilliseconds);
      try {
        await hold(seconds, controller.signal);
      } catch (error) {
        // Letting go ends the request: that is how the button is released.
        if (!controller.signal.aborted)
          notifications.show({ color: "red", title: "That did not work", message: (error as Error).message });
      } finally {
        clearInterval(ticking);
        hand.current = null;
        setHeld(null);
      }
    },
    [hold],
  );
  useEffect(() => release, [release]);

  return { held, press, release };
}
