import { Alert, Stack, Text } from "@mantine/core";
import type { Schemas } from "../../api/client";
import { Icon } from "../parts/icons";

/** Why it did not work, and what to do now. */
export function FailurePanel({ failure }: { failure: Schemas["FailureAnswer"] }) {
  return (
    <Alert variant="outline" color="red" icon={<Icon name="cross" />} title={failure.reason} role="note">
      <Stack gap="xs">
        <Text>
          <strong>What to do:</strong> {failure.nextStep}
        </Text>
        <Text size="sm" c="dimmed">
          Code {failure.code}, {failure.cause}
        </Text>
      </Stack>
    </Alert>
  );
}
