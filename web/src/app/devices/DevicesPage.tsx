import { Button, SimpleGrid, Stack, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { StatusLight } from "../../design/StatusLight";
import { EmptyState, ErrorState, LoadingState } from "../../shared/StatePages";
import { SearchIcon } from "../icons";
import { DeviceCard } from "./DeviceCard";
import { deviceListQuery } from "./deviceList";

/** Everything the person has, one card each. */
export function DevicesPage() {
  const [search, setSearch] = useState("");
  const [settled] = useDebouncedValue(search.trim(), 250);
  const devices = useInfiniteQuery({ ...deviceListQuery(settled), placeholderData: keepPreviousData });
  if (devices.isPending) return <LoadingState label="Reading your devices …" />;
  if (devices.isError) return <ErrorState error={devices.error} retry={() => void devices.refetch()} />;

  const items = devices.data.pages.flatMap((page) => page.items);
  if (items.length === 0 && settled === "" && search === "") return <NoDevices />;
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Devices
      </Title>
      <TextInput
        type="search"
        aria-label="Search devices"
        placeholder="Search by name"
        leftSection={<SearchIcon />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {items.length === 0 ? (
        <EmptyState
          title="No device of that name"
          action={
            <Button variant="default" onClick={() => setSearch("")}>
              Show all devices
            </Button>
          }
        />
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
          {items.map((device) => (
            <DeviceCard key={device.id} device={device} />
          ))}
        </SimpleGrid>
      )}
      {devices.hasNextPage && (
        <Button
          variant="default"
          loading={devices.isFetchingNextPage}
          onClick={() => void devices.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </Stack>
  );
}

function NoDevices() {
  return (
    <Stack align="center" pt={48} gap={0}>
      <StatusLight state="waitingForSetUp" size={96} label="A light that beats blue" />
      <EmptyState
        title="No devices yet"
        action={
          <Button component={Link} to="/app/add">
            Add your first device
          </Button>
        }
      >
        Switch a new device on. When its light beats blue, it is ready to be added.
      </EmptyState>
      <Button component={Link} to="/app/claim" variant="subtle">
        It has a label to scan
      </Button>
    </Stack>
  );
}
