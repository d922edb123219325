import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";

export type Webhook = Schemas["WebhookAnswer"];
export type IssuedWebhook = Schemas["IssuedWebhookAnswer"];
export type Delivery = Schemas["WebhookDeliveryAnswer"];
export type Trial = Schemas["WebhookTrialAnswer"];

const deliveriesAtOnce = 20;

/** Health changes by itself. In milliseconds. */
const readAgain = 10_000;

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: async ({ signal }) => dataOf(await api.GET("/api/v1/webhooks", { signal })).items,
  refetchInterval: readAgain,
});

export const deliveryPagesQuery = (id: number, state: "Dead" | null) =>
  infiniteQueryOptions({
    initialPageParam: null as string | null,
    queryKey: ["webhooks", id, "deliveries", state],
    queryFn: async ({ pageParam, signal }) =>
      dataOf(
        await api.GET("/api/v1/webhooks/{id}/deliveries", {
          signal,
          params: {
            path: { id },
            query: {
              limit: deliveriesAtOnce,
              ...(state ? { state } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
