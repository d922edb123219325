import { Button, Collapse, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { StatusLight } from "../../design/StatusLight";
import type { LightState } from "../../design/tokens";
import type { Dispatch } from "./AddDevicePage";
import { OpenFromAfar } from "./OpenFromAfar";
import { WizardFrame } from "./WizardFrame";
import classes from "./wizard.module.css";

const otherLights: { light: LightState; looks: string; means: string }[] = [
  {
    light: "running",
    looks: "Green, swelling slowly",
    means: "It is online already. To set it up anew, hold its button for 10 seconds.",
  },
  {
    light: "connectingNetwork",
    looks: "Green, beating",
    means: "It is trying a network it knows. Wait a minute, or hold its button for 10 seconds.",
  },
  {
    light: "error",
    looks: "Red, two beats",
    means: "It has given up. Hold its button for 10 seconds, then let go.",
  },
  {
    light: "updating",
    looks: "Purple, flickering",
    means: "It is updating itself. Wait until that is over.",
  },
  { light: "off", looks: "Dark", means: "It has no power. Plug it in and wait a moment." },
];

/** Screen 1: what the device's light does, as the device itself would show it. */
export function LightScreen({ existing, dispatch }: { existing: number | null; dispatch: Dispatch }) {
  const [helping, help] = useDisclosure(false);
  return (
    <WizardFrame
      step={1}
      title="What does your device's light do?"
      onLeave={() => dispatch({ type: "left" })}
    >
      <div className={classes.stage}>
        <StatusLight state="waitingForSetUp" size={112} label="A light that beats blue" />
        <Text fw={600} size="lg">
          A blue beat means: ready.
        </Text>
        <Text c="dimmed">
          {existing !== null
            ? "Hold the device's button for 10 seconds until its light beats like this."
            : "Switch the device on and look at its light."}
        </Text>
      </div>
      <Stack gap="sm">
        <Button onClick={() => dispatch({ type: "lightIsReady" })}>It beats blue</Button>
        {existing !== null && <OpenFromAfar device={existing} />}
        {existing === null && (
          <Button component={Link} to="/app/claim" variant="default">
            It has a label to scan
          </Button>
        )}
        <Button variant="default" onClick={help.toggle} aria-expanded={helping} aria-controls="other-lights">
          It does something else
        </Button>
      </Stack>
      <Collapse expanded={helping} id="other-lights">
        <OtherLights />
      </Collapse>
    </WizardFrame>
  );
}

function OtherLights() {
  return (
    <Stack gap="md">
      <dl className={classes.lights}>
        {otherLights.map(({ light, looks, means }) => (
          <div key={light} style={{ display: "contents" }}>
            <dt>
              <StatusLight state={light} size={32} label={looks} />
            </dt>
            <dd>
              <Text fw={600}>{looks}</Text>
              <Text c="dimmed" size="sm">
                {means}
              </Text>
            </dd>
          </div>
        ))}
      </dl>
      <Text c="dimmed" size="sm">
        No light at all on your device? Hold its button for 10 seconds and go on: its Wi-Fi shows that it is
        ready.
      </Text>
    </Stack>
  );
}
