import { Alert, Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Webhook } from "./queries";

/** What can be done with all dead letters at once. */
export function DeadLetterActions({ webhook }: { webhook: Webhook }) {
  const queries = useQueryClient();
  const params = { path: { id: webhook.id } };
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["webhooks"] });
  const again = useMutation({
    mutationFn: () => api.POST("/api/v1/webhooks/{id}/dead-letters/redeliver", { params }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: () => api.DELETE("/api/v1/webhooks/{id}/dead-letters", { params }),
    onSuccess,
  });
  const error = again.error ?? remove.error;
  return (
    <>
      <Group gap="xs">
        <Button loading={again.isPending} onClick={() => again.mutate()}>
          Send all again
        </Button>
        <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
          Delete all
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
