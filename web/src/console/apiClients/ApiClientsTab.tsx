import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Person } from "../../api/client";
import { DataTable } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { Reading } from "../parts/Reading";
import { mayManageApiClients, maySeeApiClients } from "../words/rights";
import { ApiClientDialog } from "./ApiClientDialog";
import { columnsFor, type Asked } from "./columns";
import { DeleteClientDialog } from "./DeleteClientDialog";
import { apiClientsQuery } from "./queries";
import { SecretDialog } from "./SecretDialog";
import { SuspendDialog } from "./SuspendDialog";

/** Programs that call the cloud in the organisation's name. */
export function ApiClientsTab({ me }: { me: Person }) {
  const clients = useQuery({ ...apiClientsQuery, enabled: maySeeApiClients(me) });
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const mayManage = mayManageApiClients(me);
  if (!maySeeApiClients(me)) return <Text>Your role does not show you API clients.</Text>;
  return (
    <Reading query={clients} label="Reading the API clients …">
      {(items) => (
        <>
          <Group justify="space-between" mb="md" align="end">
            <Text c="dimmed" maw={560}>
              A program of yours comes in with its own secret, and may do what its scopes say. It goes on when
              the colleague who made it leaves.
            </Text>
            {mayManage && (
              <Button leftSection={<Icon name="plus" />} onClick={() => setAsked({ what: "new" })}>
                New API client
              </Button>
            )}
          </Group>
          {items.length === 0 ? (
            <Text>No program comes in yet.</Text>
          ) : (
            <DataTable
              caption="API clients"
              columns={columnsFor(mayManage, setAsked)}
              rows={items}
              keyOf={({ id }) => id}
            />
          )}
          {asked?.what === "new" && <ApiClientDialog client={null} me={me} onClose={close} />}
          {asked?.what === "edit" && <ApiClientDialog client={asked.client} me={me} onClose={close} />}
          {asked?.what === "secret" && <SecretDialog client={asked.client} onClose={close} />}
          {asked?.what === "suspend" && <SuspendDialog client={asked.client} onClose={close} />}
          {asked?.what === "delete" && <DeleteClientDialog client={asked.client} onClose={close} />}
        </>
      )}
    </Reading>
  );
}
