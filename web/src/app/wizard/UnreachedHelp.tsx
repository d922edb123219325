import { List, Stack, Text } from "@mantine/core";
import { systemOf, unreachedSteps } from "./joinHelp";

/** A device that does not answer although the phone is in its Wi-Fi: the phone goes another way. */
export function UnreachedHelp() {
  const system = systemOf(navigator.userAgent, navigator.maxTouchPoints);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        Nothing opens? Your phone goes round the device's Wi-Fi, because that has no internet:
      </Text>
      <List size="sm" spacing="xs">
        {unreachedSteps[system].map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
    </Stack>
  );
}
