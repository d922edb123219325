import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import type { Webhook } from "./queries";

/** Deletes a webhook, after its name was typed. */
export function DeleteWebhookDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const queries = useQueryClient();
  return (
    <ConfirmDialog
      title={`Delete ${webhook.name}?`}
      action="Delete the webhook"
      typed={webhook.name}
      send={() => api.DELETE("/api/v1/webhooks/{id}", { params: { path: { id: webhook.id } } })}
      onClose={onClose}
      onDone={async () => {
        onClose();
        await queries.invalidateQueries({ queryKey: ["webhooks"] });
      }}
    >
      <Text>What waits for it and its dead letters go, too. To stop it for a while, switch it off.</Text>
    </ConfirmDialog>
  );
}
