import { Button, Code, Menu } from "@mantine/core";
import type { Column } from "../parts/DataTable";
import { Moment } from "../parts/Moment";
import { ToneBadge } from "../parts/ToneBadge";
import { useNow } from "../parts/useNow";
import type { ApiClient } from "./queries";
import { stateOf } from "./words";

export type Asked = { what: "new" } | { what: "edit" | "secret" | "suspend" | "delete"; client: ApiClient };

export function columnsFor(mayManage: boolean, ask: (asked: Asked) => void): Column<ApiClient>[] {
  const columns: Column<ApiClient>[] = [
    { key: "name", header: "Client", lead: true, cell: ({ name }) => name },
    { key: "state", header: "State", cell: (client) => <State client={client} /> },
    {
      key: "scopes",
      header: "May do",
      cell: ({ scopes }) => (scopes.length === 1 ? "1 thing" : `${scopes.length} things`),
    },
    {
      key: "rate",
      header: "Requests a minute",
      cell: ({ requestsPerMinute }) => requestsPerMinute.toLocaleString("en"),
    },
    {
      key: "used",
      header: "Last came in",
      cell: ({ lastUsedAt }) => (lastUsedAt ? <Moment at={lastUsedAt} /> : "never"),
    },
    { key: "secret", header: "Secret", cell: ({ secrets }) => <Code>… {secrets[0]?.tail}</Code> },
  ];
  return mayManage
    ? [
        ...columns,
        {
          key: "actions",
          header: "Actions",
          hiddenHeader: true,
          cell: (client) => <Actions client={client} ask={ask} />,
        },
      ]
    : columns;
}

function State({ client }: { client: ApiClient }) {
  return <ToneBadge {...stateOf(client, useNow())} />;
}

function Actions({ client, ask }: { client: ApiClient; ask: (asked: Asked) => void }) {
  const choice = (what: "edit" | "secret" | "suspend" | "delete", label: string) => (
    <Menu.Item onClick={() => ask({ what, client })}>{label}</Menu.Item>
  );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" aria-label={`Change ${client.name}`}>
          Change
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choice("edit", "Name, scopes and rate")}
        {choice("secret", "New secret")}
        {choice("suspend", client.suspended ? "Let it in again" : "Suspend")}
        {choice("delete", "Delete")}
      </Menu.Dropdown>
    </Menu>
  );
}
