import { Badge, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Device } from "../api/client";
import { devicesQuery } from "../shared/devices";
import { EmptyState, ErrorState, LoadingState } from "../shared/StatePages";

/** Everything the person has, one card each. */
export function DevicesPage() {
  const devices = useQuery(devicesQuery(""));
  if (devices.isPending) return <LoadingState label="Reading your devices …" />;
  if (devices.isError) return <ErrorState error={devices.error} retry={() => void devices.refetch()} />;
  if (devices.data.items.length === 0)
    return <EmptyState title="No devices yet">Switch a new device on and add it here.</EmptyState>;
  return (
    <Stack gap="md">
      <Title order={1}>Devices</Title>
      {devices.data.items.map((device) => (
        <DeviceCard key={device.id} device={device} />
      ))}
    </Stack>
  );
}

function DeviceCard({ device }: { device: Device }) {
  return (
    <Card withBorder>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} truncate>
          {device.name}
        </Text>
        <Badge color={device.online ? "mint" : "gray"} variant={device.online ? "filled" : "light"}>
          {device.online ? "Online" : "Offline"}
        </Badge>
      </Group>
    </Card>
  );
}
