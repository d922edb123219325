import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";
import { CopyBlock } from "../parts/CopyBlock";
import { Dialog } from "../parts/Dialog";
import { ToneBadge } from "../parts/ToneBadge";
import type { Trial, Webhook } from "./queries";

/** Sends one example message and shows how the receiver answered. */
export function TestDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const trial = useMutation({
    mutationFn: async () =>
      dataOf(await api.POST("/api/v1/webhooks/{id}/test", { params: { path: { id: webhook.id } } })),
  });
  return (
    <Dialog title={`Test ${webhook.name}`} onClose={onClose}>
      <Stack gap="md">
        <Text>
          One example message goes to the address at once, signed as all others. Its type is webhook.test.
        </Text>
        <div role="status">{trial.data && <Result trial={trial.data} />}</div>
        {trial.error && (
          <Alert color="red" role="alert" variant="outline">
            {trial.error.message}
          </Alert>
        )}
        <Group gap="xs">
          <Button loading={trial.isPending} onClick={() => trial.mutate()} data-autofocus>
            {trial.data ? "Send another" : "Send it"}
          </Button>
          <Button variant="default" onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Result({ trial }: { trial: Trial }) {
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <ToneBadge
          tone={trial.succeeded ? "good" : "bad"}
          label={trial.status === null ? "No answer" : `Answered ${trial.status}`}
        />
        <Text c="dimmed">in {trial.elapsedMilliseconds.toLocaleString("en")} ms</Text>
      </Group>
      {trial.reason && <Text>{trial.reason}</Text>}
      {trial.answer && <CopyBlock label="Its answer begins" text={trial.answer} />}
    </Stack>
  );
}
