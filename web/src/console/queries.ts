import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "../api/client";
import type { SessionState } from "./words/labels";

/** Rows read at once. */
export const pageSize = 50;

export type DeviceFilter = { search: string; templateId: string | null; online: boolean | null };

const paged = { initialPageParam: null as string | null };

export const devicePagesQuery = ({ search, templateId, online }: DeviceFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ["devices", "pages", { search, templateId, online }],
    queryFn: async ({ pageParam, signal }) =>
      dataOf(
        await api.GET("/api/v1/devices", {
          signal,
          params: {
            query: {
              limit: pageSize,
              ...(search ? { search } : {}),
              ...(templateId ? { templateId } : {}),
              ...(online === null ? {} : { online }),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    getNextPageParam: (page) => page.next,
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

export const sessionPagesQuery = (filter: { state?: SessionState; deviceId?: number }) =>
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

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ["templates", id],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET("/api/v1/templates/{id}", { signal, params: { path: { id } } })),
  });

export const auditQuery = (limit: number) =>
  queryOptions({
    queryKey: ["audit", limit],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET("/api/v1/audit", { signal, params: { query: { limit } } })),
  });
