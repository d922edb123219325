import { Radio, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Dialog } from "../parts/Dialog";
import type { ApiClient, IssuedApiClient } from "./queries";
import { ShownSecret } from "./ShownSecret";
import { overlaps } from "./words";

/** Makes a new secret; the one before lives on for as long as its programs need to change over. */
export function SecretDialog({ client, onClose }: { client: ApiClient; onClose: () => void }) {
  const queries = useQueryClient();
  const [overlap, setOverlap] = useState<string>("60");
  const [issued, setIssued] = useState<IssuedApiClient | null>(null);
  if (issued)
    return (
      <Dialog title={`The new secret of ${client.name}`} onClose={onClose}>
        <ShownSecret issued={issued} onDone={onClose} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={`A new secret for ${client.name}`}
      action="Make a new secret"
      send={async () =>
        setIssued(
          dataOf(
            await api.POST("/api/v1/api-clients/{id}/secret", {
              params: { path: { id: client.id } },
              body: { overlapMinutes: Number(overlap), expiresAt: null },
            }),
          ),
        )
      }
      onClose={onClose}
      onDone={() => queries.invalidateQueries({ queryKey: ["api-clients"] })}
    >
      <Text>Programs with the secret before need some time to change over.</Text>
      <Radio.Group label="The secret before works" value={overlap} onChange={setOverlap}>
        <Stack gap="xs" mt="xs">
          {overlaps.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
    </ConfirmDialog>
  );
}
