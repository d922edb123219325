import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Problem } from "../../api/client";
import { readSession } from "./cloudCalls";
import { look } from "./deviceLink";
import { standingOrders } from "./standingOrders";
import type { WizardEvent, WizardState } from "./wizardState";

type Dispatch = (event: WizardEvent) => void;

const lookEveryMs = 2_000;
const accessPointEveryMs = 500;
const ticketEveryMs = 3_000;

/** Does what the state asks for as long as it asks: watch the session, look for the device, ask again. */
export function useStandingOrders(state: WizardState, dispatch: Dispatch): void {
  const orders = standingOrders(state);
  useSession(orders.session, dispatch);

  useRepeating(orders.look, lookEveryMs, async (address) => {
    const found = await look(address, true);
    if (found) dispatch({ type: "deviceFound", ...found });
  });
  useRepeating(orders.accessPoint, accessPointEveryMs, async (address) => {
    const found = await look(address, true);
    dispatch(
      found ? { type: "accessPointSeen", lastError: found.device.lastError } : { type: "accessPointGone" },
    );
  });
  useRepeating(orders.ticket ? "ticket" : null, ticketEveryMs, async () => dispatch({ type: "askAgain" }));
}

// Live events make the query read at once; the interval is for when there are none.
function useSession(order: { id: number; everyMs: number } | null, dispatch: Dispatch): void {
  const id = order?.id ?? 0;
  const session = useQuery({
    queryKey: ["sessions", id],
    queryFn: () => readSession(id),
    enabled: order !== null,
    refetchInterval: order?.everyMs ?? false,
    refetchIntervalInBackground: true,
    networkMode: "always",
    staleTime: 0,
    retry: false,
  });
  const { data, error, dataUpdatedAt, errorUpdatedAt } = session;
  useEffect(() => {
    if (data && dataUpdatedAt >= errorUpdatedAt) dispatch({ type: "sessionSeen", session: data });
    else if (error && !(error instanceof Problem)) dispatch({ type: "cloudUnreachable" });
  }, [data, error, dataUpdatedAt, errorUpdatedAt, dispatch]);
}

/** Works on `what` again and again while it is set: one at a time, the first time after one interval. */
function useRepeating(what: string | null, everyMs: number, work: (what: string) => Promise<void>): void {
  useEffect(() => {
    if (what === null) return;
    let stopped = false;
    let timer = 0;
    const next = () => {
      timer = window.setTimeout(() => void work(what).finally(() => !stopped && next()), everyMs);
    };
    next();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
    };
    // The work is the same for the same order.
  }, [what, everyMs]);
}
