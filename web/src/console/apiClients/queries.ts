import { queryOptions } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";

export type ApiClient = Schemas["ApiClientAnswer"];
export type IssuedApiClient = Schemas["IssuedApiClientAnswer"];

export const apiClientsQuery = queryOptions({
  queryKey: ["api-clients"],
  queryFn: async ({ signal }) => dataOf(await api.GET("/api/v1/api-clients", { signal })).items,
});
