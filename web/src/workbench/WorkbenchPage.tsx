import { Anchor, Badge, Container, Group, Stack, Text, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { ErrorState, LoadingState } from "../shared/StatePages";
import { setUpLink, usualWorkbench } from "./address";
import { workbenchAt } from "./client";
import { DeviceShelf } from "./DeviceShelf";
import { NetworkShelf } from "./NetworkShelf";
import { useRoom, WorkbenchProvider, type Connection } from "./useRoom";

const route = getRouteApi("/workbench");

/** The virtual room: everything on the bench and in the air, to look at and to touch. */
export function WorkbenchPage() {
  const origin = route.useSearch().workbench ?? usualWorkbench;
  const workbench = useMemo(() => workbenchAt(origin), [origin]);
  const { room, connection } = useRoom(workbench);

  return (
    <Container component="main" size={1280} px={{ base: "md", sm: "xl" }} py="xl">
      <Stack gap="xl">
        <Stack gap="xs" component="header">
          <Group justify="space-between">
            <Title order={1}>Workbench</Title>
            <ConnectionBadge connection={connection} />
          </Group>
          <Text c="dimmed" maw={680}>
            A room of virtual devices that run the real firmware. Pull plugs, hold buttons, switch routers
            off, and see what the app makes of it.
          </Text>
        </Stack>
        {room.isPending && <LoadingState label="Looking into the room …" />}
        {room.isError && !room.data && <ErrorState error={room.error} retry={() => void room.refetch()} />}
        {room.data && (
          <WorkbenchProvider value={workbench}>
            <DeviceShelf
              devices={room.data.devices}
              setUpAt={setUpLink(location.origin, origin, room.data.cloud)}
            />
            <NetworkShelf networks={room.data.networks} devices={room.data.devices} />
          </WorkbenchProvider>
        )}
        <Text size="sm" c="dimmed">
          The room answers at{" "}
          <Anchor href={`${origin}/room`} underline="always">
            {origin}
          </Anchor>
          , on this computer only.
        </Text>
      </Stack>
    </Container>
  );
}

function ConnectionBadge({ connection }: { connection: Connection }) {
  const words = { connecting: "Connecting", live: "Live", lost: "Connection lost, trying again" };
  return (
    <Badge
      role="status"
      size="lg"
      variant="light"
      color={connection === "live" ? "mint" : connection === "lost" ? "red" : "gray"}
    >
      {words[connection]}
    </Badge>
  );
}
