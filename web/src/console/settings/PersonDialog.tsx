import { Alert, Button, Group, Select, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Schemas } from "../../api/client";
import { personQuery } from "../../shared/person";
import { mayTransferPeople } from "../words/rights";
import { Dialog } from "../parts/Dialog";
import { rolesQuery } from "./queries";
import { ResetLink } from "./ResetLink";
import { roleText } from "./roleText";
import { Transfer } from "./Transfer";

type Row = Schemas["PersonRow"];
type Change = { roleId?: number; suspended?: boolean };

/** What can be done about one person. Nobody changes themselves. */
export function PersonDialog({ person, onClose }: { person: Row; onClose: () => void }) {
  const me = useQuery(personQuery).data;
  return (
    <Dialog title={person.name} onClose={onClose}>
      <Stack gap="lg">
        <Text c="dimmed">{person.email}</Text>
        {me?.id === person.id ? (
          <Text>This is you. Your own role and account are changed by another administrator.</Text>
        ) : (
          <>
            <Rights person={person} onDone={onClose} />
            {me && mayTransferPeople(me) && <Transfer person={person} onDone={onClose} />}
          </>
        )}
        <ResetLink person={{ id: person.id, name: person.name }} />
      </Stack>
    </Dialog>
  );
}

function Rights({ person, onDone }: { person: Row; onDone: () => void }) {
  const queries = useQueryClient();
  const roles = useQuery(rolesQuery).data?.items ?? [];
  const [roleId, setRoleId] = useState(person.roleId);
  const changing = useMutation({
    mutationFn: (change: Change) =>
      api.PATCH("/api/v1/people/{id}", {
        params: { path: { id: person.id } },
        body: { role: null, roleId: change.roleId ?? null, suspended: change.suspended ?? null },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["people"] });
      onDone();
    },
  });
  const isSuspended = person.suspendedAt !== null;
  return (
    <>
      <Stack gap="sm">
        <Select
          label="Role"
          data={roles.map(({ id, name }) => ({ value: String(id), label: roleText(name) }))}
          value={String(roleId)}
          allowDeselect={false}
          onChange={(id) => setRoleId(Number(id))}
        />
        <Group>
          <Button
            disabled={roleId === person.roleId}
            loading={changing.isPending}
            onClick={() => changing.mutate({ roleId })}
          >
            Save the role
          </Button>
        </Group>
      </Stack>
      <Stack gap="sm">
        <Text>
          {isSuspended
            ? "This account is suspended: nobody can sign in with it."
            : "Suspending signs the person out at once and keeps them out. Their devices stay as they are."}
        </Text>
        <Group>
          <Button
            {...(isSuspended ? { variant: "default" } : { color: "red.8" })}
            loading={changing.isPending}
            onClick={() => changing.mutate({ suspended: !isSuspended })}
          >
            {isSuspended ? "Let them in again" : "Suspend"}
          </Button>
        </Group>
      </Stack>
      {changing.error && (
        <Alert color="red" role="alert" variant="outline">
          {changing.error.message}
        </Alert>
      )}
    </>
  );
}
