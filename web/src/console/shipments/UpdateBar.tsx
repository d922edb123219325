import { Progress, Stack, Text } from "@mantine/core";
import { sizeText } from "../words/sizes";
import { fetchedPercent } from "./words";

/** How much of the firmware a device has fetched. */
export function UpdateBar({ name, fetched, bytes }: { name: string; fetched: number | null; bytes: number }) {
  const percent = fetchedPercent(fetched, bytes);
  if (fetched === null || percent === null) return null;
  return (
    <Stack gap={4} miw={144}>
      <Progress value={percent} size="lg" aria-label={`How much of the firmware ${name} has`} />
      <Text size="sm" c="dimmed">
        {percent} %, {sizeText(fetched)} of {sizeText(bytes)}
      </Text>
    </Stack>
  );
}
