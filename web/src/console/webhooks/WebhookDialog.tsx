import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf, type Person } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import type { IssuedWebhook, Webhook } from "./queries";
import { ShownSecret } from "./ShownSecret";
import { bodyOf, checkPin, formOf, type WebhookForm } from "./webhookForm";
import { WebhookFields } from "./WebhookFields";

/** Makes a webhook, and shows its secret once; or changes one. */
export function WebhookDialog({
  webhook,
  me,
  onClose,
}: {
  webhook: Webhook | null;
  me: Person;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [issued, setIssued] = useState<IssuedWebhook | null>(null);
  const { form, ...frame } = useServerForm<WebhookForm, IssuedWebhook | null>({
    initialValues: formOf(webhook),
    validate: { pin: checkPin },
    send: async (values) => {
      const body = bodyOf(values);
      if (!webhook) return dataOf(await api.POST("/api/v1/webhooks", { body }));
      await api.PATCH("/api/v1/webhooks/{id}", { params: { path: { id: webhook.id } }, body });
      return null;
    },
    onDone: async (made) => {
      if (made) setIssued(made);
      else onClose();
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
    },
  });
  if (issued)
    return (
      // Another dialog, not another content: it begins at its top.
      <Dialog key="secret" title={`The secret of ${issued.webhook.name}`} sticky onClose={onClose}>
        <ShownSecret issued={issued} onDone={onClose} />
      </Dialog>
    );
  return (
    <Dialog title={webhook ? `Change ${webhook.name}` : "New webhook"} onClose={onClose}>
      <ServerForm {...frame} action={webhook ? "Save" : "Make the webhook"} onCancel={onClose}>
        <WebhookFields form={form} me={me} />
      </ServerForm>
    </Dialog>
  );
}
