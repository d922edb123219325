import { Button, Stack, Text } from "@mantine/core";
import { CopyBlock } from "../parts/CopyBlock";

/** A link with a secret, shown once, to be handed to one person. */
export function HandedLink({ path, whom, onDone }: { path: string; whom: string; onDone: () => void }) {
  return (
    <Stack gap="sm">
      <CopyBlock label={`Link for ${whom}`} text={`${window.location.origin}${path}`} />
      <Text c="dimmed" size="sm">
        It works once, for thirty days. Hand it over in a way that only {whom} can read.
      </Text>
      <Button onClick={onDone} style={{ alignSelf: "start" }}>
        I have copied it
      </Button>
    </Stack>
  );
}
