import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { templatesQuery } from "../../shared/devices";
import { EmptyState } from "../../shared/StatePages";
import { Icon } from "../parts/icons";
import { ButtonLink } from "../parts/links";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { deviceCountQuery } from "../queries";
import { DeviceFilters } from "./DeviceFilters";
import { ColumnMenu } from "./list/ColumnMenu";
import { rememberColumns, rememberedColumns, type ChosenColumn } from "./list/columns";
import { DeviceTable } from "./list/DeviceTable";
import { deviceQueryOf, exportAddress, isNarrowed } from "./list/filter";
import { NewDeviceDialog } from "./NewDeviceDialog";

/** Every device of the organisation; what is far from view is not read. */
export function DevicesPage() {
  const search = useSearch({ from: "/console/devices" });
  const [isMaking, { open, close }] = useDisclosure();
  const [columns, setColumns] = useState(() => rememberedColumns());
  const templates = useQuery(templatesQuery).data?.items ?? [];
  const count = useQuery({ ...deviceCountQuery(deviceQueryOf(search)), placeholderData: keepPreviousData });
  const fields = [...new Set(templates.flatMap((one) => one.metadataFields.map(({ name }) => name)))];
  const choose = (chosen: readonly ChosenColumn[]) => {
    setColumns(chosen);
    rememberColumns(chosen);
  };
  return (
    <>
      <PageHead title="Devices">
        <Button leftSection={<Icon name="plus" />} onClick={open}>
          New device by hand
        </Button>
      </PageHead>
      <DeviceFilters />
      <Reading query={count} label="Reading the devices …">
        {({ count: total }) =>
          total === 0 ? (
            isNarrowed(search) ? (
              <NoneFits />
            ) : (
              <NoneYet />
            )
          ) : (
            <>
              <Group justify="space-between" mb="xs">
                <Text role="status">
                  <strong>{total.toLocaleString()}</strong> {total === 1 ? "device" : "devices"}
                </Text>
                <Group gap="xs">
                  <ColumnMenu chosen={columns} fields={fields} onChange={choose} />
                  <Button
                    component="a"
                    href={exportAddress(search)}
                    download
                    variant="default"
                    leftSection={<Icon name="download" />}
                    title="Leaves an entry in the audit log"
                  >
                    Export
                  </Button>
                </Group>
              </Group>
              <DeviceTable search={search} total={total} chosen={columns} />
            </>
          )
        }
      </Reading>
      {isMaking && <NewDeviceDialog onClose={close} />}
    </>
  );
}

function NoneFits() {
  return (
    <EmptyState
      title="No device fits"
      action={
        <ButtonLink to="/console/devices" search={{}} variant="default">
          Show all devices
        </ButtonLink>
      }
    >
      Nothing has such a name, id or metadata, or the filters leave nothing over.
    </EmptyState>
  );
}

function NoneYet() {
  return (
    <EmptyState title="No devices yet" action={<ButtonLink to="/app">Add a device in the app</ButtonLink>}>
      A device gets here when it is activated in the app, or when you make one by hand for firmware with a
      fixed token.
    </EmptyState>
  );
}
