import { Group, Text } from "@mantine/core";
import type { Device } from "../../api/client";
import { StatusLight } from "../../design/StatusLight";
import { statusOf } from "../words/status";

/** The device's light and what it means; it only beats where it stands alone. */
export function DeviceLight({ device, still = false }: { device: Device; still?: boolean }) {
  const { light, label, note } = statusOf(device);
  return (
    <Group gap="xs" wrap="nowrap" title={note}>
      <StatusLight state={light} size={20} label="" still={still} />
      <Text component="span" inherit>
        {label}
      </Text>
    </Group>
  );
}
