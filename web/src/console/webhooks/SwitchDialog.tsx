import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import type { Webhook } from "./queries";

/** Stops a webhook, or lets it go on. */
export function SwitchDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const queries = useQueryClient();
  const off = webhook.enabled;
  return (
    <ConfirmDialog
      title={off ? `Switch ${webhook.name} off?` : `Switch ${webhook.name} on?`}
      action={off ? "Switch off" : "Switch on"}
      send={() =>
        api.PATCH("/api/v1/webhooks/{id}", { params: { path: { id: webhook.id } }, body: { enabled: !off } })
      }
      onClose={onClose}
      onDone={async () => {
        onClose();
        await queries.invalidateQueries({ queryKey: ["webhooks"] });
      }}
    >
      <Text>
        {off
          ? "What happens while it is off is not told later. What waits already goes out when it is on again."
          : "It is told what happens from now on. Dead letters can be sent again."}
      </Text>
    </ConfirmDialog>
  );
}
