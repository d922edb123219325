import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";
import { pageSize } from "../queries";

export const organisationQuery = queryOptions({
  queryKey: ["settings", "organisation"],
  queryFn: async ({ signal }) => dataOf(await api.GET("/api/v1/settings/organisation", { signal })),
});

export const addressesQuery = queryOptions({
  queryKey: ["settings", "addresses"],
  queryFn: async ({ signal }) => dataOf(await api.GET("/api/v1/settings/addresses", { signal })),
});

/** Asked again by itself: mail goes out in its own time. */
export const mailQuery = queryOptions({
  queryKey: ["settings", "mail"],
  refetchInterval: 10_000,
  queryFn: async ({ signal }) => dataOf(await api.GET("/api/v1/settings/mail", { signal })),
});

export const waitingResetsQuery = queryOptions({
  queryKey: ["people", "resets"],
  refetchInterval: 15_000,
  queryFn: async ({ signal }) => dataOf(await api.GET("/api/v1/password-resets", { signal })),
});

/** Asked again by itself: people come in their own time. */
export const invitationsQuery = queryOptions({
  queryKey: ["people", "invitations"],
  refetchInterval: 15_000,
  queryFn: async ({ signal }) => dataOf(await api.GET("/api/v1/invitations", { signal })).items,
});

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: async ({ signal }) => dataOf(await api.GET("/api/v1/roles", { signal })),
});

export const peoplePagesQuery = infiniteQueryOptions({
  queryKey: ["people", "pages"],
  initialPageParam: null as string | null,
  queryFn: async ({ pageParam, signal }) =>
    dataOf(
      await api.GET("/api/v1/people", {
        signal,
        params: { query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } },
      }),
    ),
  getNextPageParam: (page) => page.next,
});
