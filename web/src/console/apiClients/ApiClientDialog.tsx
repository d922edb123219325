import { NumberInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf, type Person } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { PermissionChoice } from "../settings/PermissionChoice";
import type { ApiClient, IssuedApiClient } from "./queries";
import { ShownSecret } from "./ShownSecret";
import { neverGiven } from "./words";

/** Makes an API client, and shows its secret once; or changes one. */
export function ApiClientDialog({
  client,
  me,
  onClose,
}: {
  client: ApiClient | null;
  me: Person;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [issued, setIssued] = useState<IssuedApiClient | null>(null);
  const { form, ...frame } = useServerForm({
    initialValues: {
      name: client?.name ?? "",
      scopes: [...(client?.scopes ?? [])],
      requestsPerMinute: client?.requestsPerMinute ?? 600,
    },
    send: async (values): Promise<IssuedApiClient | null> => {
      const body = { ...values, suspended: null, expiresAt: null };
      if (!client) return dataOf(await api.POST("/api/v1/api-clients", { body }));
      await api.PATCH("/api/v1/api-clients/{id}", { params: { path: { id: client.id } }, body });
      return null;
    },
    onDone: async (made) => {
      if (made) setIssued(made);
      else onClose();
      await queries.invalidateQueries({ queryKey: ["api-clients"] });
    },
  });
  if (issued)
    return (
      // Another dialog, not another content: it begins at its top.
      <Dialog key="secret" title={`The secret of ${issued.client.name}`} onClose={onClose}>
        <ShownSecret issued={issued} onDone={onClose} />
      </Dialog>
    );
  return (
    <Dialog title={client ? `Change ${client.name}` : "New API client"} onClose={onClose}>
      <ServerForm {...frame} action={client ? "Save" : "Make the client"} onCancel={onClose}>
        <TextInput
          label="Name"
          description="What the program is, such as Warehouse."
          required
          {...form.getInputProps("name")}
          data-autofocus
        />
        <NumberInput
          label="Requests a minute"
          min={1}
          max={10_000}
          allowDecimal={false}
          {...form.getInputProps("requestsPerMinute")}
        />
        <PermissionChoice me={me} without={neverGiven} {...form.getInputProps("scopes")} />
      </ServerForm>
    </Dialog>
  );
}
