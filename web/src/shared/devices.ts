import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "../api/client";

/** The first page of devices that fit. */
export const devicesQuery = (search: string) =>
  queryOptions({
    queryKey: ["devices", "list", search],
    queryFn: async () =>
      dataOf(
        await api.GET("/api/v1/devices", {
          params: { query: { limit: 200, ...(search ? { search } : {}) } },
        }),
      ),
  });

export const deviceQuery = (id: number) =>
  queryOptions({
    queryKey: ["devices", id],
    queryFn: async () => dataOf(await api.GET("/api/v1/devices/{id}", { params: { path: { id } } })),
  });

export const valuesQuery = (id: number) =>
  queryOptions({
    queryKey: ["devices", id, "values"],
    queryFn: async () =>
      dataOf(await api.GET("/api/v1/devices/{id}/datastreams", { params: { path: { id } } })),
  });

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: async () => dataOf(await api.GET("/api/v1/templates")),
});

export const sessionQuery = (id: number) =>
  queryOptions({
    queryKey: ["sessions", id],
    queryFn: async () =>
      dataOf(await api.GET("/api/v1/provisioning/sessions/{id}", { params: { path: { id } } })),
  });
