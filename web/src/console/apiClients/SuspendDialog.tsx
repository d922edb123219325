import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import type { ApiClient } from "./queries";

/** Keeps a client out, or lets it in again. */
export function SuspendDialog({ client, onClose }: { client: ApiClient; onClose: () => void }) {
  const queries = useQueryClient();
  const suspend = !client.suspended;
  return (
    <ConfirmDialog
      title={suspend ? `Suspend ${client.name}?` : `Let ${client.name} in again?`}
      action={suspend ? "Suspend" : "Let it in"}
      dangerous={suspend}
      send={() =>
        api.PATCH("/api/v1/api-clients/{id}", {
          params: { path: { id: client.id } },
          body: { name: null, scopes: null, requestsPerMinute: null, suspended: suspend, expiresAt: null },
        })
      }
      onClose={onClose}
      onDone={async () => {
        onClose();
        await queries.invalidateQueries({ queryKey: ["api-clients"] });
      }}
    >
      <Text>
        {suspend
          ? "Its secrets and access tokens stop working at once. Nothing is lost: it can be let in again."
          : "Its secrets and access tokens work again, as far as they have not ended."}
      </Text>
    </ConfirmDialog>
  );
}
