import { Button, Menu, Stack, Text } from "@mantine/core";
import type { Column } from "../parts/DataTable";
import { Moment } from "../parts/Moment";
import { ToneBadge } from "../parts/ToneBadge";
import type { Webhook } from "./queries";
import { backlogOf, healthOf, troubleOf } from "./words";

type OfOne = "edit" | "test" | "messages" | "secret" | "switch" | "delete";

export type Asked = { what: "new" } | { what: OfOne; id: number };

export function columnsFor(mayManage: boolean, ask: (asked: Asked) => void): Column<Webhook>[] {
  return [
    {
      key: "name",
      header: "Webhook",
      lead: true,
      cell: ({ name, url }) => (
        <Stack gap={0}>
          {name}
          <Text size="sm" c="dimmed" fw={400} style={{ overflowWrap: "anywhere" }}>
            {url}
          </Text>
        </Stack>
      ),
    },
    { key: "health", header: "State", cell: (webhook) => <Health webhook={webhook} /> },
    {
      key: "success",
      header: "Last taken",
      cell: ({ health }) => <Moment at={health.lastSuccessAt} otherwise="never" />,
    },
    { key: "backlog", header: "Not delivered", cell: ({ health }) => backlogOf(health) },
    {
      key: "actions",
      header: "Actions",
      hiddenHeader: true,
      cell: (webhook) => <Actions webhook={webhook} mayManage={mayManage} ask={ask} />,
    },
  ];
}

function Health({ webhook }: { webhook: Webhook }) {
  const trouble = troubleOf(webhook);
  return (
    <Stack gap={4} align="start">
      <ToneBadge {...healthOf(webhook)} />
      {trouble && <Text size="sm">{trouble}</Text>}
    </Stack>
  );
}

function Actions({
  webhook,
  mayManage,
  ask,
}: {
  webhook: Webhook;
  mayManage: boolean;
  ask: (asked: Asked) => void;
}) {
  const choice = (what: OfOne, label: string) => (
    <Menu.Item onClick={() => ask({ what, id: webhook.id })}>{label}</Menu.Item>
  );
  if (!mayManage)
    return (
      <Button
        variant="default"
        aria-label={`Messages to ${webhook.name}`}
        onClick={() => ask({ what: "messages", id: webhook.id })}
      >
        Messages
      </Button>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" aria-label={`Change ${webhook.name}`}>
          Change
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choice("test", "Test")}
        {choice("messages", "Messages and dead letters")}
        {choice("edit", "Address, triggers and message")}
        {choice("secret", "New secret")}
        {choice("switch", webhook.enabled ? "Switch off" : "Switch on")}
        {choice("delete", "Delete")}
      </Menu.Dropdown>
    </Menu>
  );
}
