import { Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, dataOf, type Device } from "../../api/client";
import { pingWords } from "../words/deviceErrors";

/** Asks the device for a sign of life, and says how long that took. */
export function PingButton({ device: { id, connected } }: { device: Device }) {
  const pinging = useMutation({
    mutationFn: async () => dataOf(await api.POST("/api/v1/devices/{id}/ping", { params: { path: { id } } })),
  });
  return (
    <Group gap={pinging.error || pinging.data ? "xs" : 0}>
      <Button
        variant="default"
        disabled={!connected}
        loading={pinging.isPending}
        onClick={() => pinging.mutate()}
      >
        Ping
      </Button>
      <span role="status">
        {pinging.error ? (
          <Text c="red">{pinging.error.message}</Text>
        ) : (
          pinging.data && pingWords(pinging.data)
        )}
      </span>
    </Group>
  );
}
