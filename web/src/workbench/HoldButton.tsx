import { Button, Group, Progress, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useCallback, type KeyboardEvent } from "react";
import classes from "./HoldButton.module.css";
import { noticedAfter, phaseOf, phaseWords, resetsAfter } from "./holding";
import type { RoomDevice } from "./room";
import { useHold } from "./useHold";
import { useWorkbench } from "./useRoom";

/** A little more than asked for: the device's own clock decides, and it began a moment later. */
const margin = 0.2;

const isPress = (event: KeyboardEvent) => event.key === " " || event.key === "Enter";

/** The reset button: held as long as the finger or the key is down. */
export function HoldButton({ device }: { device: RoomDevice }) {
  const workbench = useWorkbench();
  const { held, press, release } = useHold(
    useCallback(
      (seconds: number, signal: AbortSignal) => workbench.holdButton(device.id, seconds, signal),
      [workbench, device.id],
    ),
  );
  const fixed = (seconds: number, what: string) => (
    <Button
      variant="default"
      px="sm"
      disabled={!device.power || held !== null}
      onClick={() => void press(seconds + margin)}
    >
      {seconds} s<VisuallyHidden>: hold the button that long, {what}</VisuallyHidden>
    </Button>
  );

  return (
    <Stack gap="xs">
      <Group gap="xs" wrap="nowrap">
        <Button
          variant={held === null ? "default" : "filled"}
          className={classes.button}
          disabled={!device.power}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            // A finger that slides a little still holds.
            event.currentTarget.setPointerCapture(event.pointerId);
            void press();
          }}
          onPointerUp={release}
          onPointerCancel={release}
          onContextMenu={(event) => event.preventDefault()}
          onKeyDown={(event) => {
            if (isPress(event) && !event.repeat) void press();
          }}
          onKeyUp={(event) => {
            if (isPress(event)) release();
          }}
          onBlur={release}
        >
          {held === null ? "Hold to reset" : `Held ${held.toFixed(1)} s`}
        </Button>
        {fixed(noticedAfter, "it only notices")}
        {fixed(resetsAfter, "it forgets its settings")}
      </Group>
      {held !== null && (
        <>
          <Progress
            aria-label="How long the button is held"
            value={(100 * Math.min(held, resetsAfter)) / resetsAfter}
            transitionDuration={0}
          />
          <Text size="sm" role="status">
            {phaseWords[phaseOf(held)]}
          </Text>
        </>
      )}
    </Stack>
  );
}
