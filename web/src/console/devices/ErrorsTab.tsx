import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Device, type Schemas } from "../../api/client";
import { EmptyState } from "../../shared/StatePages";
import { Moment } from "../parts/Moment";
import { Reading } from "../parts/Reading";
import { Timeline, type Entry } from "../parts/Timeline";
import { deviceErrorsQuery } from "../queries";
import { errorCount, errorTitle } from "../words/deviceErrors";

/** What the device did wrong by whichever protocol, and what its maker does about it. */
export function ErrorsTab({ device }: { device: Device }) {
  const errors = useQuery(deviceErrorsQuery(device.id));
  return (
    <Reading query={errors} label="Reading the errors …">
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title="Nothing is wrong">
            What the device says wrong appears here, by whichever protocol. The list begins anew when the
            cloud restarts.
          </EmptyState>
        ) : (
          <Stack gap="md">
            <Group justify="space-between">
              <Text c="dimmed">The latest first; what repeats is counted.</Text>
              <ClearButton id={device.id} />
            </Group>
            <Timeline label={`Errors of ${device.name}`} entries={items.map(entryOf)} />
          </Stack>
        )
      }
    </Reading>
  );
}

function ClearButton({ id }: { id: number }) {
  const queries = useQueryClient();
  const clearing = useMutation({
    mutationFn: () => api.DELETE("/api/v1/devices/{id}/errors", { params: { path: { id } } }),
    onSuccess: () => queries.invalidateQueries(deviceErrorsQuery(id)),
  });
  return (
    <Group gap="xs">
      {clearing.error && (
        <Text c="red" role="alert">
          {clearing.error.message}
        </Text>
      )}
      <Button variant="default" loading={clearing.isPending} onClick={() => clearing.mutate()}>
        Empty the list
      </Button>
    </Group>
  );
}

function entryOf(error: Schemas["DeviceErrorAnswer"]): Entry {
  return {
    key: `${error.kind} ${error.subject} ${error.protocol}`,
    tone: "bad",
    label: errorTitle(error.kind, error.subject),
    when: <Moment at={error.lastAt} />,
    detail: (
      <>
        {error.words}
        <Text c="dimmed" size="sm" component="div">
          {errorCount(error.protocol, error.count)}
          {error.count > 1 && (
            <>
              , first <Moment at={error.firstAt} />
            </>
          )}
        </Text>
      </>
    ),
  };
}
