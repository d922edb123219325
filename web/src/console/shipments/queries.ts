import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import { pageSize } from "../queries";

export type Shipment = Schemas["ShipmentAnswer"];
export type ShippedDevice = Schemas["ShippedDeviceAnswer"];
export type DeviceUpdate = Schemas["DeviceUpdateAnswer"];
export type UpdateState = Schemas["UpdateState"];
export type UpdateReason = Schemas["UpdateReason"];

const paged = { initialPageParam: null as string | null };

// Everything begins with the same word, so that one event of the stream makes all of it old.
export const shipmentPagesQuery = infiniteQueryOptions({
  ...paged,
  queryKey: ["shipments", "pages"],
  queryFn: async ({ pageParam, signal }) =>
    dataOf(
      await api.GET("/api/v1/shipments", {
        signal,
        params: { query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } },
      }),
    ),
  getNextPageParam: (page) => page.next,
});

export const shipmentQuery = (id: number) =>
  queryOptions({
    queryKey: ["shipments", id],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET("/api/v1/shipments/{id}", { signal, params: { path: { id } } })),
  });

export const shippedPagesQuery = (id: number, state: UpdateState | undefined) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ["shipments", id, "devices", state],
    queryFn: async ({ pageParam, signal }) => readShipped(id, state, pageParam, pageSize, signal),
    getNextPageParam: (page) => page.next,
  });

/** A page of a shipment's devices. */
export async function readShipped(
  id: number,
  state: UpdateState | undefined,
  cursor: string | null,
  limit: number,
  signal?: AbortSignal,
) {
  return dataOf(
    await api.GET("/api/v1/shipments/{id}/devices", {
      ...(signal ? { signal } : {}),
      params: {
        path: { id },
        query: { limit, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) },
      },
    }),
  );
}

const updatesShown = 5;

/** The latest of what shipments had and have for a device. */
export const deviceUpdatesQuery = (id: number) =>
  queryOptions({
    queryKey: ["shipments", "of device", id],
    queryFn: async ({ signal }) =>
      dataOf(
        await api.GET("/api/v1/devices/{id}/updates", {
          signal,
          params: { path: { id }, query: { limit: updatesShown } },
        }),
      ).items,
  });
