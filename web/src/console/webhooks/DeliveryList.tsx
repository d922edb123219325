import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { Moment } from "../parts/Moment";
import { ToneBadge } from "../parts/ToneBadge";
import type { Delivery, Webhook } from "./queries";
import { deliveryStates, tellsWhat } from "./words";

/** Messages, newest first, each with its state and the reason for it. */
export function DeliveryList({
  webhook,
  items,
  mayManage,
}: {
  webhook: Webhook;
  items: readonly Delivery[];
  mayManage: boolean;
}) {
  return (
    <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: "none" }} aria-label="Messages">
      {items.map((delivery) => (
        <Stack component="li" key={delivery.id} gap={4}>
          <Group justify="space-between" gap="xs">
            <Text fw={600}>{tellsWhat(delivery)}</Text>
            <ToneBadge {...deliveryStates[delivery.state]} />
          </Group>
          <Text size="sm" c="dimmed">
            {delivery.deviceName}, <Moment at={delivery.at} />
            {delivery.attempts > 1 && `, ${delivery.attempts} attempts`}
            {delivery.skipped > 0 && `, in place of ${delivery.skipped} older values`}
            {delivery.elapsedMilliseconds !== null && `, ${delivery.elapsedMilliseconds} ms`}
          </Text>
          {delivery.reason && <Text size="sm">{delivery.reason}</Text>}
          {delivery.nextAttemptAt && delivery.attempts > 0 && (
            <Text size="sm">
              Next attempt <Moment at={delivery.nextAttemptAt} />
            </Text>
          )}
          {mayManage && delivery.state === "Dead" && <Again webhook={webhook} delivery={delivery} />}
        </Stack>
      ))}
    </Stack>
  );
}

function Again({ webhook, delivery }: { webhook: Webhook; delivery: Delivery }) {
  const queries = useQueryClient();
  const path = { id: webhook.id, deliveryId: delivery.id };
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["webhooks"] });
  const again = useMutation({
    mutationFn: () =>
      api.POST("/api/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver", { params: { path } }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: () => api.DELETE("/api/v1/webhooks/{id}/deliveries/{deliveryId}", { params: { path } }),
    onSuccess,
  });
  const error = again.error ?? remove.error;
  return (
    <>
      <Group gap="xs">
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          Send again
        </Button>
        <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
          Delete
        </Button>
      </Group>
      {error && (
        <Alert color="red" role="alert" variant="outline">
          {error.message}
        </Alert>
      )}
    </>
  );
}
