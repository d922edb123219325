import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import type { ApiClient } from "./queries";

/** Deletes a client, after its name was typed: whatever uses it stands still from then on. */
export function DeleteClientDialog({ client, onClose }: { client: ApiClient; onClose: () => void }) {
  const queries = useQueryClient();
  return (
    <ConfirmDialog
      title={`Delete ${client.name}?`}
      action="Delete the client"
      typed={client.name}
      send={() => api.DELETE("/api/v1/api-clients/{id}", { params: { path: { id: client.id } } })}
      onClose={onClose}
      onDone={async () => {
        onClose();
        await queries.invalidateQueries({ queryKey: ["api-clients"] });
      }}
    >
      <Text>Its secrets and access tokens are worthless at once. What it did stays in the audit log.</Text>
    </ConfirmDialog>
  );
}
