import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, dataOf, type Device } from "../../../api/client";
import { templatesQuery } from "../../../shared/devices";
import { TextLink } from "../../parts/links";
import { LongTable, type LongColumn } from "../../parts/LongTable";
import { Moment } from "../../parts/Moment";
import { methods } from "../../words/labels";
import { DeviceLight } from "../DeviceLight";
import { usePersonNames } from "../../usePersonNames";
import { useTemplateNames } from "../useTemplateNames";
import { deviceColumns, type ChosenColumn, type DeviceColumnKey } from "./columns";
import { deviceQueryOf, metadataText, type DeviceOrder, type DeviceSearch } from "./filter";

const widths: Record<DeviceColumnKey, string> = {
  status: "184px",
  template: "160px",
  seen: "136px",
  activated: "136px",
  firmware: "112px",
  id: "96px",
  owner: "160px",
  board: "160px",
  method: "184px",
  created: "136px",
};

/** Devices at a glance, however many. */
export function DeviceTable({
  search,
  total,
  chosen,
}: {
  search: DeviceSearch;
  total: number;
  chosen: readonly ChosenColumn[];
}) {
  const columns = useColumns(search, chosen);
  return (
    <LongTable<Device>
      caption="Devices"
      columns={columns}
      total={total}
      queryKey={["devices", "rows", search]}
      read={async ({ cursor, skip }, limit, signal) =>
        dataOf(
          await api.GET("/api/v1/devices", {
            signal,
            params: {
              query: {
                ...deviceQueryOf(search),
                ...(search.order ? { order: search.order } : {}),
                ...(cursor ? { cursor } : {}),
                ...(skip ? { skip } : {}),
                limit,
              },
            },
          }),
        )
      }
      keyOf={({ id }) => id}
    />
  );
}

function useColumns(search: DeviceSearch, chosen: readonly ChosenColumn[]): LongColumn<Device>[] {
  const templateName = useTemplateNames();
  const personName = usePersonNames();
  const templates = useQuery(templatesQuery).data?.items ?? [];
  const navigate = useNavigate();
  const order = (now: DeviceOrder) => () =>
    void navigate({ to: "/console/devices", search: { ...search, order: now }, replace: true });
  const cells: Record<DeviceColumnKey, (device: Device) => React.ReactNode> = {
    status: (device) => <DeviceLight device={device} still />,
    template: (device) => templateName(device.templateId),
    seen: (device) => (device.connected ? "now" : <Moment at={device.lastSeenAt} otherwise="never" />),
    activated: (device) => (
      <Moment at={device.activatedAt} otherwise={device.method === "Manual" ? "by hand" : "–"} />
    ),
    firmware: (device) => device.hardware?.firmwareVersion ?? "–",
    id: (device) => device.id,
    owner: (device) => (device.ownerId === null ? "–" : personName(device.ownerId)),
    board: (device) => device.hardware?.board ?? "–",
    method: (device) => methods[device.method],
    created: (device) => <Moment at={device.createdAt} />,
  };
  const named: LongColumn<Device>[] = chosen.map((key) => {
    const known = deviceColumns.find((column) => column.key === key);
    if (!known)
      return {
        key,
        header: key.slice("meta:".length),
        width: "160px",
        cell: (device) => metadataText(device, key.slice("meta:".length)),
      };
    return {
      key,
      header: known.label,
      width: widths[known.key],
      narrow: known.key === "status",
      cell: cells[known.key],
      ...(known.key === "id" || known.key === "created"
        ? {
            sort: {
              now: sortOf(search.order ?? "Oldest", "Oldest", "Newest"),
              turn: order((search.order ?? "Oldest") === "Oldest" ? "Newest" : "Oldest"),
            },
          }
        : {}),
    };
  });
  // A field that no template has any more is left out of the list of choices, and of the table.
  const fields = new Set(
    templates.flatMap((template) => template.metadataFields.map(({ name }) => `meta:${name}`)),
  );
  return [
    {
      key: "name",
      header: "Name",
      width: "minmax(200px, 1fr)",
      lead: true,
      narrow: true,
      cell: (device) => (
        <TextLink to="/console/devices/$deviceId" params={{ deviceId: String(device.id) }}>
          {device.name}
        </TextLink>
      ),
      sort: {
        now: sortOf(search.order ?? "Oldest", "Name", "NameBackwards"),
        turn: order(search.order === "Name" ? "NameBackwards" : "Name"),
      },
    },
    ...named.filter(({ key }) => !key.startsWith("meta:") || fields.has(key)),
  ];
}

const sortOf = (now: DeviceOrder, up: DeviceOrder, down: DeviceOrder) =>
  now === up ? "ascending" : now === down ? "descending" : "none";
