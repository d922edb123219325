import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { EmptyState } from "../shared/StatePages";
import classes from "./Shelf.module.css";
import { AddDeviceDialog } from "./AddDeviceDialog";
import { DeviceCard } from "./DeviceCard";
import type { RoomDevice } from "./room";

/** More cards than this would only slow the page down; the command line lists them all. */
const shownAtMost = 48;
/** With more devices their logs wait until someone asks. */
const logsOpenAtMost = 3;

/** Everything that lies on the bench. */
export function DeviceShelf({ devices, setUpAt }: { devices: RoomDevice[]; setUpAt: string | null }) {
  const [adding, add] = useDisclosure(false);
  return (
    <Stack component="section" aria-labelledby="devices" gap="md">
      <Group justify="space-between">
        <Title order={2} id="devices">
          Devices
        </Title>
        <Button variant="light" onClick={add.open}>
          Add a device
        </Button>
      </Group>
      {devices.length === 0 ? (
        <EmptyState title="The bench is empty">Add a device: it comes fresh from its box.</EmptyState>
      ) : (
        <div className={classes.shelf}>
          {devices.slice(0, shownAtMost).map((device) => (
            <DeviceCard
              key={device.id}
              device={device}
              setUpAt={setUpAt}
              logOpen={devices.length <= logsOpenAtMost}
            />
          ))}
        </div>
      )}
      {devices.length > shownAtMost && (
        <Text c="dimmed">
          {devices.length - shownAtMost} more are in the room: firstlight workbench list shows all.
        </Text>
      )}
      <AddDeviceDialog opened={adding} close={add.close} />
    </Stack>
  );
}
