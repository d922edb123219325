import { Alert, Button, Group, Select, Stack, Switch } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Schemas } from "../../api/client";
import { organisationsQuery } from "../organisations/queries";

/** Moves a person to an organisation below. Nothing at all while there is none. */
export function Transfer({ person, onDone }: { person: Schemas["PersonRow"]; onDone: () => void }) {
  const below = (useQuery(organisationsQuery).data?.items ?? []).filter(({ parentId }) => parentId !== null);
  const [to, setTo] = useState<string | null>(null);
  const [withDevices, setWithDevices] = useState(true);
  const queries = useQueryClient();
  const moving = useMutation({
    mutationFn: () =>
      api.POST("/api/v1/people/{id}/transfer", {
        params: { path: { id: person.id } },
        body: { organisationId: Number(to), role: null, roleId: null, withDevices },
      }),
    onSuccess: async () => {
      notifications.show({ message: `${person.name} is there now.` });
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["people"] }),
        queries.invalidateQueries({ queryKey: ["devices"] }),
        queries.invalidateQueries({ queryKey: ["organisations"] }),
      ]);
      onDone();
    },
  });
  if (below.length === 0) return null;
  return (
    <Stack gap="sm">
      <Select
        label="Move to"
        description="An organisation below; they sign in there from then on"
        searchable
        data={below.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={to}
        onChange={setTo}
      />
      <Switch
        size="md"
        label="Their devices go, too"
        checked={withDevices}
        onChange={(event) => setWithDevices(event.currentTarget.checked)}
      />
      {moving.error && (
        <Alert color="red" role="alert" variant="outline">
          {moving.error.message}
        </Alert>
      )}
      <Group>
        <Button
          variant="default"
          disabled={to === null}
          loading={moving.isPending}
          onClick={() => moving.mutate()}
        >
          Move {person.name}
        </Button>
      </Group>
    </Stack>
  );
}
