import { Anchor, Code, SimpleGrid, Stack, Text } from "@mantine/core";
import type { Device } from "../../api/client";
import { Facts } from "../parts/Facts";
import { TextLink } from "../parts/links";
import { ExactMoment, Moment } from "../parts/Moment";
import { Panel } from "../parts/Panel";
import { methods } from "../words/labels";
import { statusOf } from "../words/status";
import { DeviceActions } from "./DeviceActions";
import { MetadataPanel } from "./MetadataPanel";
import { NamePanel } from "./NamePanel";
import { PlacePanel } from "./PlacePanel";
import { UpdatePanel } from "./UpdatePanel";
import { usePersonNames } from "../usePersonNames";
import { useTemplateNames } from "./useTemplateNames";

/** What the device is, and what can be done with it. */
export function OverviewTab({ device }: { device: Device }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: "start" }}>
      <Stack gap="lg">
        <AboutPanel device={device} />
        <HardwarePanel device={device} />
        <UpdatePanel device={device} />
      </Stack>
      <Stack gap="lg">
        <NamePanel device={device} />
        <MetadataPanel device={device} />
        <PlacePanel key={device.id} device={device} />
        <Panel title="Another Wi-Fi network">
          <Text>
            While it is connected, choose Change its network below, and name the new one in the{" "}
            <Anchor href="/app" underline="always">
              app
            </Anchor>
            . If it cannot reach its old network any more, hold its button for ten seconds and set it up in
            the app again. Name, values and history stay.
          </Text>
        </Panel>
        <DeviceActions device={device} />
      </Stack>
    </SimpleGrid>
  );
}

function AboutPanel({ device }: { device: Device }) {
  const templateName = useTemplateNames();
  const personName = usePersonNames();
  return (
    <Panel title="About">
      <Facts
        facts={[
          ["Id", device.id],
          ["Status", statusOf(device).note],
          [
            "Template",
            <TextLink key="t" to="/console/templates/$templateId" params={{ templateId: device.templateId }}>
              {templateName(device.templateId)}
            </TextLink>,
          ],
          ["Template id", <Code key="c">{device.templateId}</Code>],
          ["Came by", methods[device.method]],
          ["Owner", device.ownerId === null ? null : personName(device.ownerId)],
          [
            "Last seen",
            device.connected ? "now" : <Moment key="s" at={device.lastSeenAt} otherwise="never" />,
          ],
          ["First connected", <ExactMoment key="f" at={device.firstConnectedAt} otherwise="never" />],
          ["Activated", <ExactMoment key="a" at={device.activatedAt} />],
          ["Created", <ExactMoment key="m" at={device.createdAt} />],
        ]}
      />
    </Panel>
  );
}

function HardwarePanel({ device: { hardware } }: { device: Device }) {
  return (
    <Panel title="Hardware">
      {hardware === null ? (
        <Text c="dimmed">The device has not said yet what it is. It does when it connects.</Text>
      ) : (
        <Facts
          facts={[
            ["Firmware", hardware.firmwareVersion],
            ["Firmware type", hardware.firmwareType],
            ["Built", hardware.build],
            ["Library", hardware.libraryVersion],
            ["Board", hardware.board],
            ["Processor", hardware.cpu],
            ["Connection", hardware.connection],
            ["Heartbeat", hardware.heartbeatSeconds === null ? null : `${hardware.heartbeatSeconds} s`],
            [
              "Receive buffer",
              hardware.receiveBytesMax === null ? null : `${hardware.receiveBytesMax} bytes`,
            ],
          ]}
        />
      )}
    </Panel>
  );
}
