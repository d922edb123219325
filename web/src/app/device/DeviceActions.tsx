import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import type { Device } from "../../api/client";
import { touchTarget } from "../../design/tokens";
import { removeDevice, renameDevice } from "../devices/deviceCalls";

const close = { "aria-label": "Close", size: touchTarget };

/** What can be done with a device as a whole. */
export function DeviceActions({ device }: { device: Device }) {
  const [renaming, rename] = useDisclosure(false);
  const [removing, remove] = useDisclosure(false);
  return (
    <Stack gap="sm">
      <Button variant="default" onClick={rename.open}>
        Rename
      </Button>
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/app/add" search={{ device: device.id }} {...props} />}
      >
        Change Wi-Fi
      </Button>
      <Button variant="light" color="red" onClick={remove.open}>
        Remove
      </Button>
      <Modal opened={renaming} onClose={rename.close} title="Rename" centered closeButtonProps={close}>
        <RenameForm device={device} onDone={rename.close} />
      </Modal>
      <Modal
        opened={removing}
        onClose={remove.close}
        title={`Remove ${device.name}?`}
        centered
        closeButtonProps={close}
      >
        <RemoveForm device={device} onCancel={remove.close} />
      </Modal>
    </Stack>
  );
}

function RenameForm({ device, onDone }: { device: Device; onDone: () => void }) {
  const [name, setName] = useState(device.name);
  const queries = useQueryClient();
  const rename = useMutation({
    mutationFn: () => renameDevice(device.id, name.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["devices"] });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Name"
          data-autofocus
          required
          maxLength={60}
          value={name}
          error={rename.error?.message}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={rename.isPending}>
          Save
        </Button>
      </Stack>
    </form>
  );
}

function RemoveForm({ device, onCancel }: { device: Device; onCancel: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => removeDevice(device.id),
    onSuccess: async () => {
      await navigate({ to: "/app/devices" });
      queries.removeQueries({ queryKey: ["devices", device.id] });
      await queries.invalidateQueries({ queryKey: ["devices"] });
    },
  });
  return (
    <Stack gap="md">
      <Text>
        Its values and history are deleted here and cannot be brought back. The unit itself goes back to
        set-up: its light beats blue, and it can be added again.
      </Text>
      {remove.error && (
        <Text c="red" role="alert">
          {remove.error.message}
        </Text>
      )}
      <Group grow>
        <Button variant="default" onClick={onCancel} data-autofocus>
          Keep it
        </Button>
        <Button variant="light" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          Remove
        </Button>
      </Group>
    </Stack>
  );
}
