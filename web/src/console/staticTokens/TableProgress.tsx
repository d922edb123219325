import { Group, Loader, Progress, Stack, Text } from "@mantine/core";
import { percentOf, type Sent } from "../parts/sent";

/** How far a table is: on its way into the cloud, then in its hands. */
export function TableProgress({ sent, isOrdering }: { sent: Sent | null; isOrdering: boolean }) {
  const percent = sent ? percentOf(sent) : 0;
  if (percent === 100)
    return (
      <Group role="status" gap="sm">
        <Loader size="sm" aria-hidden />
        <Text>{isOrdering ? "The table is stored …" : "The table is looked at …"}</Text>
      </Group>
    );
  return (
    <Stack gap="xs">
      <Progress value={percent} size="lg" aria-label={`${percent} % of the table is sent`} />
      {/* The bar says it to screen readers, which a live text would interrupt with every percent. */}
      <Text>{percent} % of the table is sent. After a broken connection it goes on by itself.</Text>
    </Stack>
  );
}
