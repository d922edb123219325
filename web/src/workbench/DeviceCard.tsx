import { ActionIcon, Box, Button, Card, Group, Stack, Switch, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useId } from "react";
import classes from "./DeviceCard.module.css";
import { TrashIcon } from "./icons";
import { DeviceFacts } from "./DeviceFacts";
import { DrawnBoard } from "./DrawnBoard";
import { HoldButton } from "./HoldButton";
import { stateWords, type RoomDevice } from "./room";
import { SerialTail } from "./SerialTail";
import { useAction } from "./useAction";
import { useWorkbench } from "./useRoom";

/** One device: what it shows, what it does, and everything a hand can do to it. */
export function DeviceCard({
  device,
  setUpAt,
  logOpen,
}: {
  device: RoomDevice;
  setUpAt: string | null;
  logOpen: boolean;
}) {
  const workbench = useWorkbench();
  const power = useAction((on: boolean) => workbench.setPower(device.id, on));
  const remove = useAction(() => workbench.removeDevice(device.id));
  const heading = useId();
  const askToRemove = () =>
    modals.openConfirmModal({
      title: `Take "${device.name}" off the bench?`,
      children: <Text size="sm">Its memory is thrown away. The cloud keeps what it knows about it.</Text>,
      labels: { confirm: "Take it away", cancel: "Leave it" },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(),
    });

  return (
    <Card withBorder component="article" className={classes.card} aria-labelledby={heading} padding="md">
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap" align="start">
          <Box miw={0}>
            <Title order={3} id={heading} lineClamp={1}>
              {device.name}
            </Title>
            <Text role="status" aria-label={`State of ${device.name}`}>
              {stateWords(device)}
            </Text>
          </Box>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={48}
            aria-label={`Remove ${device.name}`}
            onClick={askToRemove}
          >
            <TrashIcon />
          </ActionIcon>
        </Group>
        <div className={classes.halves}>
          <Stack gap="md">
            <DrawnBoard device={device} />
            <DeviceFacts device={device} />
            {setUpAt && <SetUpButton to={device.accessPoint ? setUpAt : null} />}
          </Stack>
          <Stack gap="md">
            <Switch
              size="lg"
              label="Power plug"
              checked={device.power}
              // Not disabled meanwhile: that would take the focus away from whoever uses the keyboard.
              aria-busy={power.isPending}
              onChange={(event) => power.isPending || power.mutate(event.currentTarget.checked)}
            />
            <HoldButton device={device} />
            <SerialTail device={device} openAtFirst={logOpen} />
          </Stack>
        </div>
      </Stack>
    </Card>
  );
}

// Always there, so that nothing moves under a finger that holds the button.
function SetUpButton({ to }: { to: string | null }) {
  const label = "Set it up in the app";
  return to ? (
    <Button component="a" href={to} variant="light">
      {label}
    </Button>
  ) : (
    <Button disabled>{label}</Button>
  );
}
