import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf, type Device } from "../../api/client";
import { firmwareQuery, type Firmware } from "../firmware/queries";
import { bestFor, stepOf } from "../firmware/versions";
import { choiceOf } from "../firmware/words";
import { Dialog } from "../parts/Dialog";
import { ButtonLink } from "../parts/links";
import { Reading } from "../parts/Reading";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { AttemptFields } from "../shipments/AttemptFields";
import { noOrder, orderAliases, orderOf, orderRules, type OrderValues } from "../shipments/orderForm";

/** Orders an update for one device. */
export function UpdateDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const files = useQuery(firmwareQuery(device.templateId));
  return (
    <Dialog title={`Update ${device.name}`} onClose={onClose}>
      <Reading query={files} label="Reading the firmware …">
        {(known) =>
          known.length === 0 ? (
            <None device={device} onClose={onClose} />
          ) : (
            <Order device={device} files={known} onClose={onClose} />
          )
        }
      </Reading>
    </Dialog>
  );
}

function None({ device, onClose }: { device: Device; onClose: () => void }) {
  return (
    <Stack gap="md">
      <Text>There is no firmware for its template yet. Upload some first.</Text>
      <Group gap="xs">
        <ButtonLink to="/console/firmware" search={{ template: device.templateId }}>
          To the firmware
        </ButtonLink>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}

function Order({
  device,
  files,
  onClose,
}: {
  device: Device;
  files: readonly Firmware[];
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const runs = { version: device.hardware?.firmwareVersion ?? null, build: device.hardware?.build ?? null };
  const { form, ...frame } = useServerForm<OrderValues & { firmware: string }, { id: number }>({
    initialValues: { firmware: String(bestFor(files, runs)?.id), ...noOrder, deviceIds: [String(device.id)] },
    validate: orderRules,
    aliases: { ...orderAliases, firmwareId: "firmware" },
    send: async (values) =>
      dataOf(await api.POST("/api/v1/shipments", { body: orderOf(Number(values.firmware), values) })),
    onDone: async () => {
      notifications.show({ message: `The update of ${device.name} is ordered.` });
      onClose();
      await queries.invalidateQueries({ queryKey: ["shipments"] });
    },
  });
  const chosen = files.find(({ id }) => String(id) === form.values.firmware);
  return (
    <ServerForm {...frame} action="Order the update" onCancel={onClose}>
      <Text>
        {runs.version === null
          ? "It has not said yet what it runs."
          : `It runs ${choiceOf({ version: runs.version, build: runs.build }, "unknown")}.`}{" "}
        {device.connected
          ? "It is told at once, fetches the firmware and restarts with it."
          : "It is not connected: it is told when it comes back."}
      </Text>
      <Select
        label="Firmware"
        required
        data={files.map((file) => ({ value: String(file.id), label: choiceOf(file, stepOf(file, runs)) }))}
        allowDeselect={false}
        {...form.getInputProps("firmware")}
        data-autofocus
      />
      {chosen && <Warning step={stepOf(chosen, runs)} />}
      <AttemptFields form={form} />
    </ServerForm>
  );
}

function Warning({ step }: { step: ReturnType<typeof stepOf> }) {
  if (step === "same") return <Text>It runs that already, so nothing would happen.</Text>;
  return step === "older" ? (
    <Text>That is a step back: what the newer firmware has stored, the older one must understand.</Text>
  ) : null;
}
