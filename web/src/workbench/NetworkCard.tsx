import { ActionIcon, Badge, Box, Button, Card, Group, Stack, Switch, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { modals } from "@mantine/modals";
import { useId } from "react";
import type { NetworkDraft } from "./client";
import { DrawnRouter } from "./DrawnRouter";
import { LockIcon, TrashIcon } from "./icons";
import { PasswordDialog } from "./PasswordDialog";
import { bandOf, type RoomDevice, type RoomNetwork } from "./room";
import { useAction } from "./useAction";
import { useWorkbench } from "./useRoom";

/** One router: who is in its network, and the ways to break it. */
export function NetworkCard({ network, inIt }: { network: RoomNetwork; inIt: RoomDevice[] }) {
  const workbench = useWorkbench();
  const [changing, password] = useDisclosure(false);
  const change = useAction((draft: NetworkDraft) => workbench.changeNetwork(network.ssid, draft));
  const remove = useAction(() => workbench.removeNetwork(network.ssid));
  const heading = useId();
  const isOpen = network.security === "OPEN";
  const toggle = (name: "on" | "dhcp" | "internet", label: string) => (
    <Switch
      size="lg"
      label={label}
      checked={network[name]}
      // Not disabled meanwhile: that would take the focus away from whoever uses the keyboard.
      aria-busy={change.isPending}
      onChange={(event) => change.isPending || change.mutate({ [name]: event.currentTarget.checked })}
    />
  );
  const askToRemove = () =>
    modals.openConfirmModal({
      title: `Remove the network "${network.ssid}"?`,
      children: <Text size="sm">Whatever is in it falls out at once.</Text>,
      labels: { confirm: "Remove it", cancel: "Keep it" },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(),
    });

  return (
    <Card withBorder component="article" aria-labelledby={heading} padding="md">
      <Stack gap="md">
        <Group wrap="nowrap" align="start" justify="space-between">
          <Group wrap="nowrap" miw={0}>
            <DrawnRouter network={network} />
            <Box miw={0}>
              <Group gap={4} wrap="nowrap">
                <Title order={3} id={heading} lineClamp={1}>
                  {network.ssid}
                </Title>
                {!isOpen && <LockIcon label="with a password" />}
              </Group>
              <Text size="sm" c="dimmed">
                {bandOf(network.channel)} · {network.rssi} dBm · {isOpen ? "open" : network.security}
              </Text>
            </Box>
          </Group>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={48}
            aria-label={`Remove ${network.ssid}`}
            onClick={askToRemove}
          >
            <TrashIcon />
          </ActionIcon>
        </Group>
        <Group gap="xs">
          {network.hidden && <Badge variant="outline">hidden name</Badge>}
          {inIt.map((device) => (
            <Badge key={device.id} variant="light">
              {device.name}
            </Badge>
          ))}
          {inIt.length === 0 && (
            <Text size="sm" c="dimmed">
              No device is in it.
            </Text>
          )}
        </Group>
        <Stack gap="sm">
          {toggle("on", "Router switched on")}
          {toggle("dhcp", "Hands out addresses")}
          {toggle("internet", "Has internet")}
        </Stack>
        <Button variant="default" onClick={password.open}>
          Change the password
        </Button>
      </Stack>
      <PasswordDialog network={network} opened={changing} close={password.close} />
    </Card>
  );
}
