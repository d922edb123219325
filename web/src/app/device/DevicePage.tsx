import { ActionIcon, Button, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Problem, type Device } from "../../api/client";
import { StatusLight } from "../../design/StatusLight";
import { touchTarget } from "../../design/tokens";
import { deviceQuery, templatesQuery, valuesQuery } from "../../shared/devices";
import { EmptyState, ErrorState, LoadingState } from "../../shared/StatePages";
import { lightOf, momentText, presenceText } from "../devices/presence";
import { BackIcon } from "../icons";
import classes from "./device.module.css";
import { DeviceActions } from "./DeviceActions";
import { deviceEventsQuery, onlineSince } from "./deviceEvents";
import { EventsList } from "./EventsList";
import { ValueCard } from "./ValueCard";

const route = getRouteApi("/app/devices/$id");

/** One device: how it is, what it says, what can be set, what happened. */
export function DevicePage() {
  const id = Number(route.useParams().id);
  const device = useQuery(deviceQuery(id));
  if (device.isPending) return <LoadingState label="Reading the device …" />;
  if (device.error instanceof Problem && device.error.status < 405 && device.error.status !== 403)
    return <Gone />;
  if (device.isError) return <ErrorState error={device.error} retry={() => void device.refetch()} />;
  return (
    <Stack gap="xl">
      <Heading device={device.data} />
      <Values device={device.data} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        <Stack component="section" gap="md" aria-labelledby="events">
          <Title order={2} size="h4" id="events">
            What happened
          </Title>
          <EventsList deviceId={id} />
        </Stack>
        <Stack component="section" gap="md" aria-labelledby="actions">
          <Title order={2} size="h4" id="actions">
            This device
          </Title>
          <Details device={device.data} />
          <DeviceActions device={device.data} />
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}

function Heading({ device }: { device: Device }) {
  const events = useQuery(deviceEventsQuery(device.id));
  return (
    <Group wrap="nowrap" gap="sm">
      <ActionIcon
        component={Link}
        to="/app/devices"
        size={touchTarget}
        variant="subtle"
        color="gray"
        aria-label="Back to devices"
      >
        <BackIcon />
      </ActionIcon>
      <StatusLight state={lightOf(device)} size={40} label="" />
      <div className={classes.title}>
        <Title order={1} size="h3">
          {device.name}
        </Title>
        <Text c="dimmed" role="status">
          {presenceText(device, new Date(), onlineSince(events.data?.items ?? []))}
        </Text>
      </div>
    </Group>
  );
}

function Values({ device }: { device: Device }) {
  const values = useQuery(valuesQuery(device.id));
  const templates = useQuery(templatesQuery);
  if (values.isPending || templates.isPending) return <LoadingState label="Reading its values …" />;
  if (values.isError) return <ErrorState error={values.error} retry={() => void values.refetch()} />;
  if (values.data.length === 0)
    return <EmptyState title="No values">Its template has no datastreams yet.</EmptyState>;
  // What the cloud hands to the device at each login is a setting; everything else the device says itself.
  const settings = new Set(
    templates.data?.items
      .find(({ id }) => id === device.templateId)
      ?.datastreams.filter(({ syncOnConnect }) => syncOnConnect)
      .map(({ pin }) => pin),
  );
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
      {values.data.map((stream) => (
        <ValueCard
          key={stream.pin}
          deviceId={device.id}
          online={device.online}
          stream={stream}
          isSetting={settings.has(stream.pin)}
        />
      ))}
    </SimpleGrid>
  );
}

function Details({ device }: { device: Device }) {
  const lines: [string, string | null | undefined][] = [
    ["Firmware", device.hardware?.firmwareVersion],
    ["Board", device.hardware?.board],
    ["Place", device.place?.address],
    ["Added", device.activatedAt && momentText(new Date(device.activatedAt), new Date())],
    ...Object.entries(device.metadata),
  ];
  return (
    <dl className={classes.details}>
      {lines.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

function Gone() {
  return (
    <EmptyState
      title="This device is not here"
      action={
        <Button component={Link} to="/app/devices">
          To your devices
        </Button>
      }
    >
      It has been removed, or the address is wrong.
    </EmptyState>
  );
}
