import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, type Device } from "../../api/client";
import { personQuery } from "../../shared/person";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Panel } from "../parts/Panel";
import { mayRevealTokens, mayTransferDevices } from "../words/rights";
import { PingButton } from "./PingButton";
import { TokenDialog } from "./TokenDialog";
import { TransferDialog } from "./TransferDialog";

type Asking = "reboot" | "reconfigure" | "token" | "transfer" | "delete";

/** What cannot be taken back, each behind a question. */
export function DeviceActions({ device }: { device: Device }) {
  const person = useQuery(personQuery).data;
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  return (
    <Panel title="Actions">
      <Group gap="xs">
        <Button variant="default" disabled={!device.connected} onClick={() => setAsking("reboot")}>
          Restart
        </Button>
        <Button variant="default" disabled={!device.connected} onClick={() => setAsking("reconfigure")}>
          Change its network
        </Button>
        <PingButton device={device} />
        {person && mayRevealTokens(person) && (
          <Button variant="default" onClick={() => setAsking("token")}>
            Show the token
          </Button>
        )}
        {person && mayTransferDevices(person) && (
          <Button variant="default" onClick={() => setAsking("transfer")}>
            Give it away
          </Button>
        )}
        <Button variant="outline" color="red" onClick={() => setAsking("delete")}>
          Delete the device
        </Button>
      </Group>
      {!device.connected && (
        <Text c="dimmed">
          It can be restarted, pinged and sent to another network from here once it is connected.
        </Text>
      )}
      {asking === "reboot" && <RebootDialog device={device} onClose={close} />}
      {asking === "reconfigure" && <ReconfigureDialog device={device} onClose={close} />}
      {asking === "token" && <TokenDialog device={device} onClose={close} />}
      {asking === "transfer" && <TransferDialog device={device} onClose={close} />}
      {asking === "delete" && <DeleteDialog device={device} onClose={close} />}
    </Panel>
  );
}

type DialogProps = { device: Device; onClose: () => void };

function RebootDialog({ device: { id, name }, onClose }: DialogProps) {
  return (
    <ConfirmDialog
      title={`Restart ${name}?`}
      action="Restart"
      send={() => api.POST("/api/v1/devices/{id}/reboot", { params: { path: { id } } })}
      onClose={onClose}
      onDone={() => {
        notifications.show({ message: `${name} has been told to restart.` });
        onClose();
      }}
    >
      <Text>It goes offline for a moment and comes back by itself.</Text>
    </ConfirmDialog>
  );
}

function ReconfigureDialog({ device: { id, name }, onClose }: DialogProps) {
  return (
    <ConfirmDialog
      title={`Change the network of ${name}?`}
      action="Open its access point"
      send={() => api.POST("/api/v1/devices/{id}/reconfigure", { params: { path: { id } } })}
      onClose={onClose}
      onDone={() => {
        notifications.show({ message: `${name} has been told to open its access point.` });
        onClose();
      }}
    >
      <Text>
        It leaves its network and opens its access point, as after a long press of its button, but forgets
        nothing. Someone must be near it with a phone to name the new network.
      </Text>
    </ConfirmDialog>
  );
}

function DeleteDialog({ device: { id, name }, onClose }: DialogProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      action="Delete for good"
      typed={name}
      send={() => api.DELETE("/api/v1/devices/{id}", { params: { path: { id } } })}
      onClose={onClose}
      onDone={async () => {
        // First away from its page, so that nothing asks the cloud for what is gone.
        await navigate({ to: "/console/devices" });
        queries.removeQueries({ queryKey: ["devices", id] });
        await queries.invalidateQueries({ queryKey: ["devices"] });
        notifications.show({ message: `${name} is deleted.` });
      }}
    >
      <Text>
        Its token, values, history and events are removed for good. The unit itself falls back into set-up
        mode when it next asks the cloud; it can then be added again as a new device.
      </Text>
    </ConfirmDialog>
  );
}
