import { Button, Group, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import type { NewVersion } from "./newVersion";
import classes from "./VersionBar.module.css";

/** A newer version is there. Kept back while `busy`: nobody is disturbed between the device's Wi-Fi and the result. */
export function VersionBar({ version, busy }: { version: NewVersion; busy: boolean }) {
  const isReady = useSyncExternalStore(version.subscribe, version.isReady);
  if (!isReady || busy) return null;
  return (
    <Group role="status" className={classes.bar ?? ""} justify="space-between" wrap="nowrap">
      <Text>A new version is ready.</Text>
      <Button variant="light" onClick={version.take}>
        Reload
      </Button>
    </Group>
  );
}
