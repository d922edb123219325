import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";

/** What this cloud offers to people who are not signed in. */
export const signInOptionsQuery = queryOptions({
  queryKey: ["sign-in", "options"],
  staleTime: 60_000,
  queryFn: async ({ signal }) => dataOf(await api.GET("/api/v1/sign-in/options", { signal })),
});

export type Credentials = { email: string; password: string };

/** The cookie that comes back does the rest. */
export const signIn = (body: Credentials) =>
  api.POST("/api/v1/sign-in", { params: { query: { useCookie: true } }, body });
