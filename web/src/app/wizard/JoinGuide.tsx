import { List, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { accessPointName, joinSteps, systemOf, type System } from "./joinHelp";
import type { KnownTemplate } from "./types";
import classes from "./wizard.module.css";

const systems: { value: System; label: string }[] = [
  { value: "ios", label: "iPhone" },
  { value: "android", label: "Android" },
  { value: "other", label: "Other" },
];

// Longer lists do not help to find a name.
const namesMax = 3;

/** The name of the device's Wi-Fi as it will appear, and how to get there on this phone. */
export function JoinGuide({ templates }: { templates: KnownTemplate[] }) {
  const [system, setSystem] = useState<System>(() => systemOf(navigator.userAgent, navigator.maxTouchPoints));
  const names = [...new Set(templates.map(accessPointName))];
  return (
    <Stack gap="md">
      <div className={classes.stage}>
        <Text c="dimmed">Look for a Wi-Fi named</Text>
        {(names.length > 0 && names.length <= namesMax ? names : ["Blynk …-XXXX"]).map((name) => (
          <div key={name} className={classes.networkName}>
            {name}
          </div>
        ))}
        <Text c="dimmed" size="sm">
          The last four letters are your device's own.
        </Text>
      </div>
      <SegmentedControl
        fullWidth
        size="md"
        aria-label="Your system"
        data={systems}
        value={system}
        onChange={(value) => setSystem(value as System)}
      />
      <List type="ordered" spacing="xs">
        {joinSteps[system].map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
      {!window.isSecureContext && (
        <Text c="dimmed" size="sm">
          Keep this page open while you are in the device's Wi-Fi: without HTTPS it cannot be loaded again
          there.
        </Text>
      )}
    </Stack>
  );
}
