import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState } from "react";
import { workbenchAt, type Workbench } from "./client";
import { applyEvent, type Room, type RoomEvent } from "./room";

export type Connection = "connecting" | "live" | "lost";

const eventTypes = ["device", "device.removed", "networks"] as const;

/** The room as it is now, and whether that is still so. A lost stream comes back by itself, and everything is read again. */
export function useRoom(workbench: Workbench) {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>("connecting");
  const { origin } = workbench;
  const room = useQuery({ queryKey: ["room", origin], queryFn: workbench.room, retry: false });

  useEffect(() => {
    const key = ["room", origin];
    const source = new EventSource(`${origin}/live`);
    for (const type of eventTypes)
      source.addEventListener(type, (message) => {
        const data: unknown = JSON.parse((message as MessageEvent<string>).data);
        queries.setQueryData<Room>(
          key,
          (before) => before && applyEvent(before, { type, data } as RoomEvent),
        );
      });
    source.addEventListener("open", () => {
      setConnection("live");
      void queries.invalidateQueries({ queryKey: key });
    });
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
