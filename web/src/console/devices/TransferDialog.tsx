import { Select, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, type Device } from "../../api/client";
import { personQuery } from "../../shared/person";
import { organisationsQuery } from "../organisations/queries";
import { placed } from "../organisations/tree";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { usePeople } from "../usePersonNames";

/** Gives a device to somebody else here, or to an organisation below. Its connection, token and data stay. */
export function TransferDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const me = useQuery(personQuery).data;
  const organisations = placed(useQuery(organisationsQuery).data?.items ?? []);
  const people = usePeople() ?? [];
  const [organisation, setOrganisation] = useState<string | null>(null);
  // Whose it is already: to leave that alone changes nothing.
  const [owner, setOwner] = useState(device.ownerId === null ? null : String(device.ownerId));
  const queries = useQueryClient();
  const navigate = useNavigate();
  const here = String(me?.actingIn ?? "");
  const leaves = organisation !== null && organisation !== here;
  return (
    <ConfirmDialog
      title={`Give ${device.name} away`}
      action="Give it away"
      dangerous
      send={() =>
        api.POST("/api/v1/devices/{id}/transfer", {
          params: { path: { id: device.id } },
          body: {
            organisationId: leaves ? Number(organisation) : null,
            ownerId: leaves || owner === null ? null : Number(owner),
          },
        })
      }
      onClose={onClose}
      onDone={async () => {
        if (leaves) await navigate({ to: "/console/devices" });
        await queries.invalidateQueries({ queryKey: ["devices"] });
        notifications.show({ message: `${device.name} is given away.` });
        onClose();
      }}
    >
      <Text>It stays connected, with its token, values and history.</Text>
      <Select
        label="Organisation"
        searchable
        allowDeselect={false}
        data={organisations.map(({ organisation: { id, name }, depth }) => ({
          value: String(id),
          label: `${"– ".repeat(depth)}${name}`,
        }))}
        value={organisation ?? here}
        onChange={setOrganisation}
      />
      {leaves ? (
        <Text c="dimmed">There it is nobody's until whoever administers it says whose.</Text>
      ) : (
        <Select
          label="Owner"
          searchable
          allowDeselect={false}
          data={people.map(({ id, name, email }) => ({ value: String(id), label: `${name}, ${email}` }))}
          value={owner}
          onChange={setOwner}
        />
      )}
    </ConfirmDialog>
  );
}
