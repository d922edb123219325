import { Group, Loader, Progress, Stack, Text } from "@mantine/core";
import { percentOf, type Sent } from "../parts/sent";
import { sizeText } from "../words/sizes";

/** How far an image is: on its way, then being looked into. */
export function UploadProgress({ sent }: { sent: Sent }) {
  const percent = percentOf(sent);
  if (percent === 100)
    return (
      <Group role="status" gap="sm">
        <Loader size="sm" aria-hidden />
        <Text>The file is stored and looked into …</Text>
      </Group>
    );
  return (
    <Stack gap="xs">
      <Progress value={percent} size="lg" aria-label="How much of the file is sent" />
      {/* The bar says it to screen readers, which a live text would interrupt with every percent. */}
      <Text>
        {percent} % sent, {sizeText(sent.bytes)} of {sizeText(sent.of)}
      </Text>
    </Stack>
  );
}
