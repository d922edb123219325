import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { deviceQuery } from "../../shared/devices";
import type { Device } from "../../api/client";
import { TextLink } from "../parts/links";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { ConnectTab } from "./ConnectTab";
import { DeviceActivations } from "./DeviceActivations";
import classes from "./DevicePage.module.css";
import { DeviceLight } from "./DeviceLight";
import { ErrorsTab } from "./ErrorsTab";
import { EventsTab } from "./EventsTab";
import { HistoryTab } from "./HistoryTab";
import { OverviewTab } from "./OverviewTab";
import { deviceTabs, type DeviceTab } from "./tabs";
import { TrafficTab } from "./TrafficTab";
import { ValuesTab } from "./ValuesTab";

const names: Record<DeviceTab, string> = {
  overview: "Overview",
  values: "Values",
  history: "History",
  events: "Events",
  errors: "Errors",
  activations: "Activations",
  connect: "Connect",
  traffic: "Traffic",
};

/** One device from all sides. */
export function DevicePage() {
  const id = Number(useParams({ from: "/console/devices/$deviceId" }).deviceId);
  const device = useQuery(deviceQuery(id));
  return (
    <Reading query={device} label="Reading the device …">
      {(data) => <Sides key={id} device={data} />}
    </Reading>
  );
}

function Sides({ device }: { device: Device }) {
  const { tab = "overview" } = useSearch({ from: "/console/devices/$deviceId" });
  const navigate = useNavigate();
  const turn = (word: string | null) =>
    void navigate({
      to: "/console/devices/$deviceId",
      params: { deviceId: String(device.id) },
      search: { tab: word as DeviceTab },
      replace: true,
    });
  return (
    <>
      <PageHead
        title={device.name}
        badge={<DeviceLight device={device} />}
        back={<TextLink to="/console/devices">‹ Devices</TextLink>}
      />
      <Tabs value={tab} onChange={turn} keepMounted={false}>
        <Tabs.List mb="lg" className={classes.tabs} aria-label="Sides of the device">
          {deviceTabs.map((name) => (
            <Tabs.Tab key={name} value={name} h={48}>
              {names[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <OverviewTab device={device} />
        </Tabs.Panel>
        <Tabs.Panel value="values">
          <ValuesTab device={device} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab device={device} />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <EventsTab device={device} />
        </Tabs.Panel>
        <Tabs.Panel value="errors">
          <ErrorsTab device={device} />
        </Tabs.Panel>
        <Tabs.Panel value="activations">
          <DeviceActivations device={device} />
        </Tabs.Panel>
        <Tabs.Panel value="connect">
          <ConnectTab device={device} />
        </Tabs.Panel>
        <Tabs.Panel value="traffic">
          <TrafficTab device={device} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
