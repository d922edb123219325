import { Radio, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Dialog } from "../parts/Dialog";
import type { IssuedWebhook, Webhook } from "./queries";
import { ShownSecret } from "./ShownSecret";
import { overlaps } from "./words";

/** Makes a new signing secret; for as long as receivers need to change over, messages carry both signatures. */
export function SecretDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const queries = useQueryClient();
  const [overlap, setOverlap] = useState<string>("1440");
  const [issued, setIssued] = useState<IssuedWebhook | null>(null);
  if (issued)
    return (
      <Dialog title={`The new secret of ${webhook.name}`} sticky onClose={onClose}>
        <ShownSecret issued={issued} onDone={onClose} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={`A new secret for ${webhook.name}`}
      action="Make a new secret"
      send={async () =>
        setIssued(
          dataOf(
            await api.POST("/api/v1/webhooks/{id}/secret", {
              params: { path: { id: webhook.id } },
              body: { overlapMinutes: Number(overlap) },
            }),
          ),
        )
      }
      onClose={onClose}
      onDone={() => queries.invalidateQueries({ queryKey: ["webhooks"] })}
    >
      <Text>Your receiver needs the new secret. Until then messages can be signed with both.</Text>
      <Radio.Group label="Sign with the one before, too" value={overlap} onChange={setOverlap}>
        <Stack gap="xs" mt="xs">
          {overlaps.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
    </ConfirmDialog>
  );
}
