import { queryOptions } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";

const shown = 20;

/** What happened to a device lately, newest first. */
export const deviceEventsQuery = (id: number) =>
  queryOptions({
    queryKey: ["devices", id, "events"],
    queryFn: async () =>
      dataOf(
        await api.GET("/api/v1/devices/{id}/events", { params: { path: { id }, query: { limit: shown } } }),
      ),
  });

type DeviceEvent = Pick<Schemas["EventAnswer"], "code" | "at">;

/** When the device came online the last time; unknown when other events have pushed that off the list. */
export function onlineSince(newestFirst: readonly DeviceEvent[]): Date | undefined {
  const came = newestFirst.find(({ code }) => code === "online");
  return came && new Date(came.at);
}
