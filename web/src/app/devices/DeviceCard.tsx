import { Card, Group, Stack, Text } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Device } from "../../api/client";
import { StatusLight } from "../../design/StatusLight";
import { valuesQuery } from "../../shared/devices";
import classes from "./devices.module.css";
import { lightOf, presenceText } from "./presence";
import { valueText } from "./valueText";

const valuesShown = 3;

/** A device at a glance; its values are read when the card is seen. */
export function DeviceCard({ device }: { device: Device }) {
  const { ref, inViewport } = useInViewport<HTMLAnchorElement>();
  const values = useQuery({ ...valuesQuery(device.id), enabled: inViewport });
  const presence = presenceText(device, new Date());
  return (
    <Card
      withBorder
      className={classes.card ?? ""}
      ref={ref}
      component={Link}
      to={`/app/devices/${device.id}`}
    >
      <Stack gap="sm">
        <Group wrap="nowrap" align="center">
          <StatusLight state={lightOf(device)} size={32} label="" />
          <div className={classes.name}>
            <Text fw={600}>{device.name}</Text>
            <Text size="sm" c="dimmed">
              {presence}
            </Text>
          </div>
        </Group>
        {values.data && values.data.length > 0 && (
          <dl className={classes.values}>
            {values.data.slice(0, valuesShown).map((value) => (
              <div key={value.pin}>
                <dt>{value.name}</dt>
                <dd>{valueText(value)}</dd>
              </div>
            ))}
          </dl>
        )}
      </Stack>
    </Card>
  );
}
