import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";
import { CopyBlock } from "../parts/CopyBlock";
import { ExactMoment } from "../parts/Moment";

/** A link to a new password to hand over, after it was said what it means. It is forgotten when the page goes on. */
export function ResetLink({ person }: { person: { id: number; name: string } }) {
  const queries = useQueryClient();
  const making = useMutation({
    gcTime: 0,
    mutationFn: async () =>
      dataOf(await api.POST("/api/v1/people/{id}/reset-link", { params: { path: { id: person.id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["audit"] }),
  });
  if (making.data)
    return (
      <Stack gap="sm">
        <CopyBlock
          label={`Link for ${person.name}`}
          text={`${window.location.origin}${making.data.path ?? ""}`}
        />
        <Text c="dimmed" size="sm">
          It works once, until <ExactMoment at={making.data.expiresAt ?? null} />. Hand it over in a way that
          only {person.name} can read.
        </Text>
      </Stack>
    );
  return (
    <Stack gap="sm">
      <Text>
        Whoever has the link chooses a new password for {person.name}. Making it leaves an entry with your
        name in the audit log.
      </Text>
      {making.error && (
        <Alert color="red" role="alert" variant="outline">
          {making.error.message}
        </Alert>
      )}
      <Group>
        <Button variant="default" loading={making.isPending} onClick={() => making.mutate()}>
          Make the link
        </Button>
      </Group>
    </Stack>
  );
}
