import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";

/** Stops an attempt that is under way. */
export function CancelDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const queries = useQueryClient();
  return (
    <ConfirmDialog
      title="Stop this attempt?"
      action="Stop it"
      keep="Let it go on"
      dangerous
      send={() => api.POST("/api/v1/provisioning/sessions/{id}/cancel", { params: { path: { id } } })}
      onClose={onClose}
      onDone={async () => {
        onClose();
        await queries.invalidateQueries({ queryKey: ["sessions"] });
      }}
    >
      <Text>Its token is dead afterwards. The device can be added again at any time with a new attempt.</Text>
    </ConfirmDialog>
  );
}
