import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { EmptyState } from "../../shared/StatePages";
import { Icon } from "../parts/icons";
import { ButtonLink } from "../parts/links";
import { MoreButton } from "../parts/MoreButton";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { devicePagesQuery } from "../queries";
import { DeviceFilters } from "./DeviceFilters";
import { DeviceTable } from "./DeviceTable";
import { NewDeviceDialog } from "./NewDeviceDialog";

/** Every device of the organisation, page by page. */
export function DevicesPage() {
  const search = useSearch({ from: "/console/devices" });
  const [isMaking, { open, close }] = useDisclosure();
  const pages = useInfiniteQuery({
    ...devicePagesQuery({
      search: search.search ?? "",
      templateId: search.template ?? null,
      online: search.online ?? null,
    }),
    placeholderData: keepPreviousData,
  });
  const isNarrowed = Object.keys(search).length > 0;
  return (
    <>
      <PageHead title="Devices">
        <Button leftSection={<Icon name="plus" />} onClick={open}>
          New device by hand
        </Button>
      </PageHead>
      <DeviceFilters />
      <Reading query={pages} label="Reading the devices …">
        {(data) => {
          const devices = data.pages.flatMap((page) => page.items);
          if (devices.length === 0) return isNarrowed ? <NoneFits /> : <NoneYet />;
          return (
            <>
              <DeviceTable devices={devices} />
              <MoreButton
                shown={devices.length}
                things={devices.length === 1 ? "device" : "devices"}
                hasMore={pages.hasNextPage}
                isLoading={pages.isFetchingNextPage}
                onMore={() => void pages.fetchNextPage()}
              />
            </>
          );
        }}
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
