import { Button, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { Device } from "../../api/client";
import { personQuery } from "../../shared/person";
import { TextLink } from "../parts/links";
import { Moment } from "../parts/Moment";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { deviceUpdatesQuery, type DeviceUpdate } from "../shipments/queries";
import { Standing } from "../shipments/Standing";
import { UpdateBar } from "../shipments/UpdateBar";
import { fetchedPercent, goesOn, spokenUpdate } from "../shipments/words";
import { maySeeShipments, mayShip } from "../words/rights";
import { UpdateDialog } from "./UpdateDialog";

/** What the device runs, the update that is under way, and how the last one ended. */
export function UpdatePanel({ device }: { device: Device }) {
  const person = useQuery(personQuery).data;
  const updates = useQuery(deviceUpdatesQuery(device.id));
  const [isOrdering, { open, close }] = useDisclosure();
  return (
    <Panel
      title="Firmware updates"
      action={
        person &&
        mayShip(person) && (
          <Button variant="default" onClick={open}>
            Update firmware
          </Button>
        )
      }
    >
      <Text>
        {device.hardware?.firmwareVersion ? (
          <>
            It runs <strong>{device.hardware.firmwareVersion}</strong>.
          </>
        ) : (
          "It has not said yet what it runs, and is told of updates once it has."
        )}
      </Text>
      <Reading query={updates} label="Reading its updates …">
        {([latest]) =>
          latest === undefined ? (
            <Text c="dimmed">It was never updated from here.</Text>
          ) : (
            <Latest device={device} update={latest} linked={person ? maySeeShipments(person) : false} />
          )
        }
      </Reading>
      {isOrdering && <UpdateDialog device={device} onClose={close} />}
    </Panel>
  );
}

function Latest({ device, update, linked }: { device: Device; update: DeviceUpdate; linked: boolean }) {
  const isStopped =
    update.shipmentState === "Stopped" && update.state !== "Done" && update.state !== "Skipped";
  return (
    <Stack gap="xs">
      <Text>
        {goesOn(update) ? "Update" : "Last update"} to <strong>{update.version}</strong>,{" "}
        <Moment at={update.changedAt} />
        {linked && (
          <>
            , by the shipment{" "}
            <TextLink
              to="/console/shipments/$shipmentId"
              params={{ shipmentId: String(update.shipmentId) }}
              underline="always"
            >
              {update.title}
            </TextLink>
          </>
        )}
        .
      </Text>
      <Standing state={update.state} reason={update.reason} />
      {isStopped && <Text size="sm">The shipment was stopped before the device had it.</Text>}
      {update.state === "Waiting" && !device.connected && !isStopped && (
        <Text size="sm">It is told as soon as it connects.</Text>
      )}
      <UpdateBar name={device.name} fetched={update.fetchedBytes} bytes={update.bytes} />
      <VisuallyHidden role="status">
        {spokenUpdate(update, fetchedPercent(update.fetchedBytes, update.bytes))}
      </VisuallyHidden>
    </Stack>
  );
}
