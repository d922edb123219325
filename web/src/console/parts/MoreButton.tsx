import { Button, Group, Text } from "@mantine/core";

/** The way to the next page of a list, and how far one has come. */
export function MoreButton({
  shown,
  things,
  hasMore,
  isLoading,
  onMore,
}: {
  shown: number;
  things: string;
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}) {
  return (
    <Group justify="space-between" mt="md">
      <Text c="dimmed" role="status">
        {shown} {things} shown{hasMore ? ", there are more" : ""}
      </Text>
      {hasMore && (
        <Button variant="default" loading={isLoading} onClick={onMore}>
          Load more
        </Button>
      )}
    </Group>
  );
}
