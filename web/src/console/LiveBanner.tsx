import { Alert, Group, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { LiveState } from "../api/live";
import { StatusLight } from "../design/StatusLight";

/** Shorter breaks heal before anybody needs to know. */
const patience = 1_500;

/** Says that the screen may be old, for as long as the cloud is not heard. */
export function LiveBanner({ state }: { state: LiveState }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (state === "live") {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), patience);
    return () => clearTimeout(timer);
  }, [state]);

  return (
    <div role="status">
      {isShown && (
        <Alert variant="outline" color="yellow" mb="md" data-testid="stale">
          <Group gap="sm" wrap="nowrap">
            <StatusLight state="connectingCloud" size={24} label="" />
            <Text>Reconnecting … Until then, what you see may be out of date.</Text>
          </Group>
        </Alert>
      )}
    </div>
  );
}
