import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState } from "react";
import { workbenchAt, type Workbench } from "./client";
import { applyEvent, type Room, type RoomEvent } from "./room";

export type Connection = "connecting" | "live" | "lost";

const eventTypes = ["room", "device", "device.removed", "networks"] as const;

/**
 * The room as it is now, and whether that is still so. The stream tells the whole room first and then every change, in order;
 * it comes back by itself. Asking once beside it finds out whether anybody answers at all.
 */
export function useRoom(workbench: Workbench) {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>("connecting");
  const { origin } = workbench;
  const room = useQuery({
    queryKey: ["room", origin],
    queryFn: workbench.room,
    retry: false,
    staleTime: Infinity,
  });

  useEffect(() => {
    const queryKey = ["room", origin];
    const source = new EventSource(`${origin}/live`);
    for (const type of eventTypes)
      source.addEventListener(type, (message) => {
        const data: unknown = JSON.parse((message as MessageEvent<string>).data);
        // An answer still on its way is older than what the stream says now.
        if (type === "room") void queries.cancelQueries({ queryKey, exact: true });
        queries.setQueryData<Room>(queryKey, (before) => applyEvent(before, { type, data } as RoomEvent));
      });
    source.addEventListener("open", () => setConnection("live"));
    source.addEventListener("error", () => setConnection("lost"));
    return () => source.close();
  }, [origin, queries]);

  return { room, connection };
}

const WorkbenchContext = createContext<Workbench | null>(null);
export const WorkbenchProvider = WorkbenchContext.Provider;

/** The workbench whose room the page shows. */
export function useWorkbench(): Workbench {
  return useContext(WorkbenchContext) ?? workbenchAt(location.origin);
}
