import { Button, Group, Stack, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { EmptyState } from "../shared/StatePages";
import classes from "./Shelf.module.css";
import { AddNetworkDialog } from "./AddNetworkDialog";
import { NetworkCard } from "./NetworkCard";
import type { RoomDevice, RoomNetwork } from "./room";

/** Every router in the room. */
export function NetworkShelf({ networks, devices }: { networks: RoomNetwork[]; devices: RoomDevice[] }) {
  const [adding, add] = useDisclosure(false);
  return (
    <Stack component="section" aria-labelledby="networks" gap="md">
      <Group justify="space-between">
        <Title order={2} id="networks">
          Networks
        </Title>
        <Button variant="light" onClick={add.open}>
          Add a network
        </Button>
      </Group>
      {networks.length === 0 ? (
        <EmptyState title="The air is empty">Without a network no device gets online. Add one.</EmptyState>
      ) : (
        <div className={classes.shelf}>
          {networks.map((network) => (
            <NetworkCard
              key={network.ssid}
              network={network}
              inIt={devices.filter((device) => device.network === network.ssid)}
            />
          ))}
        </div>
      )}
      <AddNetworkDialog opened={adding} close={add.close} />
    </Stack>
  );
}
