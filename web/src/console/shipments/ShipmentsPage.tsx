import { Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { personQuery } from "../../shared/person";
import { EmptyState } from "../../shared/StatePages";
import { useTemplateNames } from "../devices/useTemplateNames";
import { DataTable, type Column } from "../parts/DataTable";
import { ButtonLink, TextLink } from "../parts/links";
import { Moment } from "../parts/Moment";
import { MoreButton } from "../parts/MoreButton";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { ToneBadge } from "../parts/ToneBadge";
import { mayShip } from "../words/rights";
import { progressText } from "./counts";
import { ShipmentBar } from "./ShipmentBar";
import { shipmentPagesQuery, type Shipment } from "./queries";
import { shipmentStates } from "./words";

/** Firmware on its way to devices. */
export function ShipmentsPage() {
  const person = useQuery(personQuery).data;
  const shipments = useInfiniteQuery(shipmentPagesQuery);
  const columns = useColumns();
  const mayOrder = person ? mayShip(person) : false;
  return (
    <>
      <PageHead title="Shipments" intro="Firmware on its way to devices, and how far each device is.">
        {mayOrder && <ButtonLink to="/console/firmware">Ship firmware</ButtonLink>}
      </PageHead>
      <Reading query={shipments} label="Reading the shipments …">
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0)
            return (
              <EmptyState
                title="No shipments yet"
                action={mayOrder && <ButtonLink to="/console/firmware">To the firmware</ButtonLink>}
              >
                {mayOrder
                  ? "Choose firmware, and the devices that are to have it."
                  : "When somebody ships firmware, its way is seen here."}
              </EmptyState>
            );
          return (
            <>
              <DataTable caption="Shipments" columns={columns} rows={rows} keyOf={({ id }) => id} />
              <MoreButton
                shown={rows.length}
                things={rows.length === 1 ? "shipment" : "shipments"}
                hasMore={shipments.hasNextPage}
                isLoading={shipments.isFetchingNextPage}
                onMore={() => void shipments.fetchNextPage()}
              />
            </>
          );
        }}
      </Reading>
    </>
  );
}

function useColumns(): Column<Shipment>[] {
  const templateName = useTemplateNames();
  return [
    {
      key: "title",
      header: "Shipment",
      lead: true,
      cell: ({ id, title }) => (
        <TextLink to="/console/shipments/$shipmentId" params={{ shipmentId: String(id) }}>
          {title}
        </TextLink>
      ),
    },
    { key: "state", header: "State", cell: ({ state }) => <ToneBadge {...shipmentStates[state]} /> },
    { key: "devices", header: "Devices", cell: (shipment) => <Devices shipment={shipment} /> },
    { key: "template", header: "Template", cell: ({ templateId }) => templateName(templateId) },
    { key: "started", header: "Started", cell: ({ createdAt }) => <Moment at={createdAt} /> },
  ];
}

function Devices({ shipment }: { shipment: Shipment }) {
  return (
    <Stack gap={4} miw={160}>
      <ShipmentBar shipment={shipment} size="md" />
      <Text size="sm">{progressText(shipment)}</Text>
    </Stack>
  );
}
