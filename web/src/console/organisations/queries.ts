import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";

/** As many as the cloud lists at once. */
export const organisationsMax = 1_000;

export const organisationsQuery = queryOptions({
  queryKey: ["organisations", "tree"],
  queryFn: async ({ signal }) =>
    dataOf(
      await api.GET("/api/v1/organisations", { signal, params: { query: { limit: organisationsMax } } }),
    ),
});

export const organisationQuery = (id: number) =>
  queryOptions({
    queryKey: ["organisations", id],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET("/api/v1/organisations/{id}", { signal, params: { path: { id } } })),
  });

export const usesQuery = (id: number) =>
  queryOptions({
    queryKey: ["organisations", id, "templates"],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET("/api/v1/organisations/{id}/templates", { signal, params: { path: { id } } }))
        .items,
  });
