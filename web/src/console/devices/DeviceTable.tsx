import type { Device } from "../../api/client";
import { DataTable, type Column } from "../parts/DataTable";
import { TextLink } from "../parts/links";
import { Moment } from "../parts/Moment";
import { DeviceLight } from "./DeviceLight";
import { useTemplateNames } from "./useTemplateNames";

/** Devices at a glance. */
export function DeviceTable({ devices }: { devices: readonly Device[] }) {
  const templateName = useTemplateNames();
  const columns: Column<Device>[] = [
    {
      key: "name",
      header: "Name",
      lead: true,
      cell: (device) => (
        <TextLink to="/console/devices/$deviceId" params={{ deviceId: String(device.id) }}>
          {device.name}
        </TextLink>
      ),
    },
    { key: "status", header: "Status", cell: (device) => <DeviceLight device={device} still /> },
    { key: "template", header: "Template", cell: (device) => templateName(device.templateId) },
    {
      key: "seen",
      header: "Last seen",
      cell: (device) => (device.connected ? "now" : <Moment at={device.lastSeenAt} otherwise="never" />),
    },
    {
      key: "activated",
      header: "Activated",
      cell: (device) => (
        <Moment at={device.activatedAt} otherwise={device.method === "Dynamic" ? "–" : "by hand"} />
      ),
    },
    { key: "firmware", header: "Firmware", cell: (device) => device.hardware?.firmwareVersion ?? "–" },
  ];
  return <DataTable caption="Devices" columns={columns} rows={devices} keyOf={(device) => device.id} />;
}
