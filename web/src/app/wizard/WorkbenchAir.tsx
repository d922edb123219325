import { Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listAccessPoints } from "./air";

/** Beside a workbench: the Wi-Fi of its virtual devices, joined by a tap. Nothing where there is no workbench. */
export function WorkbenchAir({ address, onChoose }: { address: string; onChoose: (url: string) => void }) {
  const air = useQuery({
    queryKey: ["workbench", address, "air"],
    queryFn: () => listAccessPoints(address),
    refetchInterval: 2_000,
    networkMode: "always",
    retry: false,
  });
  if (!air.data) return null;
  return (
    <Stack gap="xs" role="group" aria-label="Virtual devices in reach">
      <Text fw={600}>Virtual devices in reach</Text>
      {air.data.length === 0 && (
        <Text c="dimmed" size="sm">
          None has its Wi-Fi open. Hold a device's button on the workbench for 10 seconds.
        </Text>
      )}
      {air.data.map(({ ssid, url }) => (
        <Button key={url} variant="light" onClick={() => onChoose(url)}>
          Join {ssid}
        </Button>
      ))}
    </Stack>
  );
}
