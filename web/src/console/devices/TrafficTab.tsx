import { Button, Group, Stack, Text } from "@mantine/core";
import type { Device } from "../../api/client";
import { EmptyState } from "../../shared/StatePages";
import { Panel } from "../parts/Panel";
import { isGap, type Traffic, type TrafficLine } from "./traffic";
import classes from "./TrafficTab.module.css";
import { useTraffic } from "./useTraffic";

const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});

const states: Record<Traffic["state"], string> = {
  closed: "Not watching.",
  opening: "Opening …",
  open: "Watching. It ends after ten minutes, or when you leave this tab.",
  broken: "Reconnecting … What the device says meanwhile is not seen.",
  over: "The ten minutes are over.",
};

/** What the device and the cloud say to each other, for a support person who looks on. */
export function TrafficTab({ device }: { device: Device }) {
  const { traffic, isWatching, open, close, clear } = useTraffic(device.id);
  return (
    <Panel
      title="Traffic"
      intro="Every frame and call in words, while you look on. Tokens and Wi-Fi passwords are never shown. Who watches is noted in the audit log."
    >
      <Group gap="xs" justify="space-between">
        <Text role="status">{states[traffic.state]}</Text>
        <Group gap="xs">
          {traffic.lines.length > 0 && (
            <Button variant="default" onClick={clear}>
              Clear
            </Button>
          )}
          {isWatching ? (
            <Button variant="default" onClick={close}>
              Stop
            </Button>
          ) : (
            <Button onClick={open}>{traffic.state === "closed" ? "Watch" : "Watch again"}</Button>
          )}
        </Group>
      </Group>
      {traffic.lines.length === 0 ? (
        isWatching && (
          <EmptyState title="Quiet">
            Nothing was said yet. A connected device says something at least with every heartbeat.
          </EmptyState>
        )
      ) : (
        <Stack gap={0}>
          <ol className={classes.lines} aria-label="Traffic, newest first" tabIndex={0}>
            {traffic.lines.map((line) =>
              isGap(line) ? (
                <li key={line.key} className={classes.gap}>
                  {line.missed} {line.missed === 1 ? "line is" : "lines are"} missing here: they came too
                  fast.
                </li>
              ) : (
                <Line key={line.key} line={line} />
              ),
            )}
          </ol>
        </Stack>
      )}
    </Panel>
  );
}

function Line({ line }: { line: TrafficLine }) {
  return (
    <li className={classes.line} data-direction={line.direction}>
      <time dateTime={line.at} title={line.protocol}>
        {clock.format(new Date(line.at))}
      </time>
      <span className={classes.who}>{line.direction === "FromDevice" ? "Device →" : "← Cloud"}</span>
      <strong>{line.command}</strong>
      <span className={classes.detail}>{line.detail}</span>
    </li>
  );
}
