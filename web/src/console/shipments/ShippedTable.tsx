import { Select, Stack } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState } from "../../shared/StatePages";
import { DataTable, type Column } from "../parts/DataTable";
import { TextLink } from "../parts/links";
import { Moment } from "../parts/Moment";
import { MoreButton } from "../parts/MoreButton";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { shippedPagesQuery, type Shipment, type ShippedDevice, type UpdateState } from "./queries";
import { Standing } from "./Standing";
import { UpdateBar } from "./UpdateBar";
import { stateChoices } from "./words";

/** The devices of a shipment, and where each stands. */
export function ShippedTable({ shipment, bytes }: { shipment: Shipment; bytes: number | null }) {
  const [state, setState] = useState<UpdateState | undefined>();
  const devices = useInfiniteQuery({
    ...shippedPagesQuery(shipment.id, state),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title="Devices">
      <Select
        label="Which"
        data={[{ value: "", label: "All" }, ...stateChoices]}
        value={state ?? ""}
        allowDeselect={false}
        maw={280}
        onChange={(word) => setState((word || undefined) as UpdateState | undefined)}
      />
      <Reading query={devices} label="Reading the devices …">
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0)
            return <EmptyState title={state ? "No device is there now" : "No devices"} />;
          return (
            <>
              <DataTable
                caption="Devices of the shipment"
                columns={columnsFor(bytes)}
                rows={rows}
                keyOf={({ deviceId }) => deviceId}
              />
              <MoreButton
                shown={rows.length}
                things={rows.length === 1 ? "device" : "devices"}
                hasMore={devices.hasNextPage}
                isLoading={devices.isFetchingNextPage}
                onMore={() => void devices.fetchNextPage()}
              />
            </>
          );
        }}
      </Reading>
    </Panel>
  );
}

const columnsFor = (bytes: number | null): Column<ShippedDevice>[] => [
  {
    key: "name",
    header: "Device",
    lead: true,
    cell: ({ deviceId, name }) => (
      <TextLink to="/console/devices/$deviceId" params={{ deviceId: String(deviceId) }}>
        {name}
      </TextLink>
    ),
  },
  {
    key: "state",
    header: "State",
    cell: ({ state, reason, name, fetchedBytes }) => (
      <Stack gap="xs">
        <Standing state={state} reason={reason} />
        {bytes !== null && <UpdateBar name={name} fetched={fetchedBytes} bytes={bytes} />}
      </Stack>
    ),
  },
  { key: "attempts", header: "Attempts", cell: ({ attempts }) => attempts },
  { key: "version", header: "It runs", cell: ({ firmwareVersion }) => firmwareVersion ?? "–" },
  { key: "changed", header: "Since", cell: ({ changedAt }) => <Moment at={changedAt} /> },
];
