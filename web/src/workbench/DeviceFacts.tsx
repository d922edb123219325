import { Box, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { RoomDevice } from "./room";

/** Where the device is in the air, and what it is. */
export function DeviceFacts({ device }: { device: RoomDevice }) {
  return (
    <Stack gap={4} component="dl" m={0}>
      <Fact name="Network">{device.network ?? "none"}</Fact>
      <Fact name="Access point">{device.accessPoint?.ssid ?? "none"}</Fact>
      <Fact name="Firmware">
        {device.templateId} {device.firmwareVersion}
        {device.tls && ", TLS only"}
      </Fact>
    </Stack>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Group gap="xs" wrap="nowrap" align="baseline">
      <Text component="dt" c="dimmed" size="sm" w={104} flex="none">
        {name}
      </Text>
      <Box component="dd" m={0} fz="sm" style={{ overflowWrap: "anywhere" }}>
        {children}
      </Box>
    </Group>
  );
}
