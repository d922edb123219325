import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import { pageSize } from "../queries";

export type Batch = Schemas["StaticBatchAnswer"];
export type StaticToken = Schemas["StaticTokenAnswer"];
export type TokenState = Schemas["StaticTokenState"];

const paged = { initialPageParam: null as string | null };

export const batchPagesQuery = infiniteQueryOptions({
  ...paged,
  queryKey: ["batches", "pages"],
  queryFn: async ({ pageParam, signal }) =>
    dataOf(
      await api.GET("/api/v1/static-batches", {
        signal,
        params: { query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } },
      }),
    ),
  getNextPageParam: (page) => page.next,
});

export const batchQuery = (id: number) =>
  queryOptions({
    queryKey: ["batches", id],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET("/api/v1/static-batches/{id}", { signal, params: { path: { id } } })),
  });

/** Units come and are claimed elsewhere, without an event about their tokens: the list is read again by itself. */
export const tokenPagesQuery = (batchId: number, state: TokenState | undefined) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ["batches", batchId, "tokens", state],
    refetchInterval: 15_000,
    queryFn: async ({ pageParam, signal }) =>
      dataOf(
        await api.GET("/api/v1/static-tokens", {
          signal,
          params: {
            query: {
              batchId,
              limit: pageSize,
              ...(state ? { state } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
