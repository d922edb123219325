import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Schemas } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Panel } from "../parts/Panel";
import { organisationsQuery } from "./queries";
import { placesFor } from "./tree";

/** Moves an organisation, with everybody and everything in it, below another one. */
export function MovePanel({ organisation }: { organisation: Schemas["OrganisationDetail"] }) {
  const places = placesFor(useQuery(organisationsQuery).data?.items ?? [], organisation.id);
  const [to, setTo] = useState<string | null>(null);
  const [asks, { open, close }] = useDisclosure();
  const chosen = places.find((place) => String(place.organisation.id) === to)?.organisation;
  return (
    <Panel title="Move">
      {places.length === 0 ? (
        <Text c="dimmed">There is no other organisation that it could stand below.</Text>
      ) : (
        <Stack gap="sm">
          <Select
            label="To below"
            description="Whose people look after it from then on"
            placeholder="Choose an organisation"
            searchable
            data={places.map(({ organisation: { id, name }, depth }) => ({
              value: String(id),
              label: `${"– ".repeat(depth)}${name}`,
            }))}
            value={to}
            onChange={setTo}
          />
          <Group>
            <Button variant="outline" color="red" disabled={!chosen} onClick={open}>
              Move the organisation
            </Button>
          </Group>
        </Stack>
      )}
      {asks && chosen && (
        <MoveDialog organisation={organisation} to={chosen} onClose={close} onDone={() => setTo(null)} />
      )}
    </Panel>
  );
}

function MoveDialog({
  organisation: { id, name, contents },
  to,
  onClose,
  onDone,
}: {
  organisation: Schemas["OrganisationDetail"];
  to: { id: number; name: string };
  onClose: () => void;
  onDone: () => void;
}) {
  const queries = useQueryClient();
  return (
    <ConfirmDialog
      title={`Move ${name} to below ${to.name}?`}
      action="Move it"
      typed={name}
      send={() =>
        api.POST("/api/v1/organisations/{id}/transfer", {
          params: { path: { id } },
          body: { parentId: to.id, confirmation: name },
        })
      }
      onClose={onClose}
      onDone={async () => {
        await queries.invalidateQueries({ queryKey: ["organisations"] });
        notifications.show({ message: `${name} stands below ${to.name} now.` });
        onDone();
        onClose();
      }}
    >
      <Text>
        Everybody and everything in it goes with it: {contents.people} people, {contents.devices} devices,{" "}
        {contents.organisations} organisations below. Devices stay connected.
      </Text>
      <Text>
        From then on {to.name} looks after it, and whoever is above {to.name}. Who is above it now and not
        then sees it no more.
      </Text>
    </ConfirmDialog>
  );
}
