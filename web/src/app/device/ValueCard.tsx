import { Button, Card, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import type { Value } from "../../api/client";
import { controlOf, isNumeric, isSwitch, valueText } from "../devices/valueText";
import classes from "./device.module.css";
import { Gauge } from "./Gauge";
import { isDialled } from "./dial";
import { useWrite } from "./useWrite";
import { ValueControl } from "./ValueControl";

const HistoryChart = lazy(() => import("./HistoryChart"));

/**
 * One datastream: its value, what sets it, its course. What the template does not call a setting is mostly a reading:
 * its control waits behind a button.
 */
export function ValueCard({
  deviceId,
  online,
  stream,
  isSetting,
}: {
  deviceId: number;
  online: boolean;
  stream: Value;
  isSetting: boolean;
}) {
  const write = useWrite(deviceId, stream.pin);
  const [setting, change] = useDisclosure(isSetting);
  const [drawn, history] = useDisclosure(false);
  const settable = controlOf(stream) !== "none";
  const direct = isSwitch(stream);
  // A setting has its slider; a reading between two ends has a dial.
  const dial = !isSetting && isDialled(stream);
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="start">
          <div>
            <Text c="dimmed" size="sm">
              {stream.name}
            </Text>
            {stream.expired && (
              <Text c="dimmed" size="sm">
                No current value
              </Text>
            )}
            {!dial && <div className={classes.value}>{valueText(stream)}</div>}
          </div>
          {direct && <ValueControl stream={stream} write={write.mutate} />}
        </Group>
        {dial && <Gauge stream={stream} />}
        {settable && !direct && setting && <ValueControl stream={stream} write={write.mutate} />}
        <WriteNote write={write} online={online} />
        <Group gap="xs">
          {settable && !direct && !isSetting && (
            <Button variant="default" onClick={change.toggle} aria-expanded={setting}>
              Set
            </Button>
          )}
          {isNumeric(stream) && (
            <Button variant="default" onClick={history.toggle} aria-expanded={drawn}>
              History
            </Button>
          )}
        </Group>
        {drawn && (
          <Suspense fallback={<div className={classes.chart} />}>
            <HistoryChart deviceId={deviceId} stream={stream} />
          </Suspense>
        )}
      </Stack>
    </Card>
  );
}

function WriteNote({ write, online }: { write: ReturnType<typeof useWrite>; online: boolean }) {
  if (write.error)
    return (
      <Text c="red" size="sm" role="alert">
        {write.error.message}
      </Text>
    );
  const words = write.isPending
    ? "Sending …"
    : write.data?.delivered
      ? "Delivered"
      : write.data && !online
        ? "Saved. Waiting for the device to come online."
        : write.data
          ? "Saved. The device takes it when it asks."
          : "";
  return (
    <Text c="dimmed" size="sm" role="status">
      {words}
    </Text>
  );
}
