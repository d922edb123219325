import { Code, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { StatusLight } from "../../design/StatusLight";
import { beats, ink, light, space, touchTarget, type Beat, type LightState } from "../../design/tokens";
import { Panel } from "../parts/Panel";
import { fromWords } from "./fromWords";
import classes from "./Kitchen.module.css";

/** The light in every state, beating as on the device. */
export function Rhythms() {
  return (
    <Panel title="Status light" intro="Colour and rhythm are those of the device on the table.">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {(Object.keys(beats) as LightState[]).map((state) => (
          <Group key={state} gap="md" wrap="nowrap">
            <StatusLight state={state} size={40} label="" />
            <Stack gap={0}>
              <Text fw={600}>{fromWords(state)}</Text>
              <Text size="sm" c="dimmed">
                {beatText(beats[state].beat)}
              </Text>
            </Stack>
          </Group>
        ))}
      </SimpleGrid>
    </Panel>
  );
}

function beatText(beat: Beat): string {
  if (beat.kind === "off") return "dark";
  return beat.kind === "breathing"
    ? `breathes every ${beat.period / 1000} s`
    : `${beat.milliseconds.join(" / ")} ms on / off`;
}

/** The light's colours and the inks of both pages. */
export function Colours() {
  const inks = Object.entries(ink).flatMap(([name, shades]) =>
    Object.entries(shades).map(([shade, colour]) => [`${name}, ${shade}`, colour] as const),
  );
  return (
    <Panel title="Colours">
      <SimpleGrid cols={{ base: 2, xs: 3, md: 6 }}>
        {[...Object.entries(light), ...inks].map(([name, colour]) => (
          <Stack key={name} gap={4}>
            <div className={classes.swatch} style={{ background: colour }} />
            <Text size="sm">{fromWords(name)}</Text>
            <Code>{colour}</Code>
          </Stack>
        ))}
      </SimpleGrid>
    </Panel>
  );
}

/** The grid of eight, and the least size of what a finger must hit. */
export function Spaces() {
  return (
    <Panel title="Measures">
      <Stack gap="xs">
        {[...Object.entries(space), ["touch target", touchTarget] as const].map(([name, pixels]) => (
          <Group key={name} gap="md" wrap="nowrap">
            <Text w={112}>{name}</Text>
            <Text w={64}>{pixels} px</Text>
            <div className={classes.measure} style={{ width: pixels }} />
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
