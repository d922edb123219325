import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { Moment } from "../parts/Moment";
import { Panel } from "../parts/Panel";
import { HandedLink } from "./HandedLink";
import { invitationsQuery } from "./queries";

type Invitation = Schemas["InvitationAnswer"];
type Handed = { path: string; whom: string };

/** Who was invited and has not come yet. Nothing at all when nobody was. */
export function Invitations() {
  const open = useQuery(invitationsQuery).data ?? [];
  const [handed, setHanded] = useState<Handed | null>(null);
  return (
    <>
      {open.length > 0 && (
        <Panel title="Invited">
          {open.map((invitation) => (
            <OpenInvitation key={invitation.id} invitation={invitation} onLink={setHanded} />
          ))}
        </Panel>
      )}
      {handed && (
        <Dialog title="The invitation" onClose={() => setHanded(null)} sticky>
          <HandedLink {...handed} onDone={() => setHanded(null)} />
        </Dialog>
      )}
    </>
  );
}

function OpenInvitation({
  invitation: { id, name, email, expiresAt },
  onLink,
}: {
  invitation: Invitation;
  onLink: (handed: Handed) => void;
}) {
  const queries = useQueryClient();
  const params = { path: { id } };
  const again = () => queries.invalidateQueries({ queryKey: invitationsQuery.queryKey });
  const resending = useMutation({
    gcTime: 0,
    mutationFn: async () => dataOf(await api.POST("/api/v1/invitations/{id}/resend", { params })),
    onSuccess: ({ path }) => {
      if (path) onLink({ path, whom: name || email });
      else notifications.show({ message: `A new link is on its way to ${email}.` });
      return again();
    },
  });
  const revoking = useMutation({
    mutationFn: () => api.DELETE("/api/v1/invitations/{id}", { params }),
    onSettled: again,
  });
  const error = resending.error ?? revoking.error;
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Stack gap={0}>
          <Text fw={600}>{name || email}</Text>
          <Text c="dimmed" size="sm">
            {email}, until <Moment at={expiresAt} />
          </Text>
        </Stack>
        <Group gap="xs">
          <Button
            variant="default"
            loading={resending.isPending}
            onClick={() => resending.mutate()}
            aria-label={`A new link for ${name || email}`}
          >
            A new link
          </Button>
          <Button
            variant="default"
            loading={revoking.isPending}
            onClick={() => revoking.mutate()}
            aria-label={`Take back the invitation of ${name || email}`}
          >
            Take back
          </Button>
        </Group>
      </Group>
      {error && (
        <Alert color="red" role="alert" variant="outline">
          {error.message}
        </Alert>
      )}
    </Stack>
  );
}
