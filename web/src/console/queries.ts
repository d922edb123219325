import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "../api/client";
import type { paths } from "../api/schema";

/** Rows read at once. */
export const pageSize = 50;

type DeviceCountFilter = NonNullable<paths["/api/v1/devices/count"]["get"]["parameters"]["query"]>;

type SessionFilter = Omit<
  NonNullable<paths["/api/v1/provisioning/sessions"]["get"]["parameters"]["query"]>,
  "cursor" | "limit"
>;

const paged = { initialPageParam: null as string | null };

/** How many devices such a list has. */
export const deviceCountQuery = (query: DeviceCountFilter) =>
  queryOptions({
    queryKey: ["devices", "count", query],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET("/api/v1/devices/count", { signal, params: { query } })),
  });

export const eventPagesQuery = (id: number) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ["devices", id, "events"],
    queryFn: async ({ pageParam, signal }) =>
      dataOf(
        await api.GET("/api/v1/devices/{id}/events", {
          signal,
          params: { path: { id }, query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });

export const deviceErrorsQuery = (id: number) =>
  queryOptions({
    queryKey: ["devices", id, "errors"],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET("/api/v1/devices/{id}/errors", { signal, params: { path: { id } } })),
  });

export const sessionPagesQuery = (filter: SessionFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ["sessions", "pages", filter],
    queryFn: async ({ pageParam, signal }) =>
      dataOf(
        await api.GET("/api/v1/provisioning/sessions", {
          signal,
          params: { query: { limit: pageSize, ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });

/** What the attempts since then say together. */
export const statisticsQuery = (from: string, templateId?: string) =>
  queryOptions({
    queryKey: ["sessions", "statistics", from, templateId],
    queryFn: async ({ signal }) =>
      dataOf(
        await api.GET("/api/v1/provisioning/statistics", {
          signal,
          params: { query: { from, ...(templateId ? { templateId } : {}) } },
        }),
      ),
  });

const failuresShown = 5;

export const latestFailuresQuery = queryOptions({
  queryKey: ["sessions", "failures"],
  queryFn: async ({ signal }) =>
    dataOf(
      await api.GET("/api/v1/provisioning/sessions", {
        signal,
        params: { query: { state: "Failed", limit: failuresShown } },
      }),
    ),
});

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ["templates", id],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET("/api/v1/templates/{id}", { signal, params: { path: { id } } })),
  });

export type AuditFilter = { actorId?: number; action?: string };

export const auditPagesQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ["audit", filter],
    queryFn: async ({ pageParam, signal }) =>
      dataOf(
        await api.GET("/api/v1/audit", {
          signal,
          params: { query: { limit: pageSize, ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
