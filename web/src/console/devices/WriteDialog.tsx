import { TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { api, dataOf, type Device, type Value } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { isNumeric, rangeText, readValue, valueText } from "../words/values";

/** Writes one value, and says whether the device has it already. */
export function WriteDialog({
  device,
  datastream,
  onClose,
}: {
  device: Device;
  datastream: Value;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const { type, unit, pin, name } = datastream;
  const { form, ...frame } = useServerForm({
    initialValues: { value: datastream.value === null ? "" : valueText(datastream.value, type, null) },
    validate: {
      value: (text) => {
        const reading = readValue(text, type);
        return "problem" in reading ? reading.problem : null;
      },
    },
    send: async ({ value }) => {
      const reading = readValue(value, type);
      return dataOf(
        await api.PUT("/api/v1/devices/{id}/datastreams/{pin}", {
          params: { path: { id: device.id, pin: `V${pin}` } },
          body: { value: "value" in reading ? reading.value : value },
        }),
      );
    },
    onDone: async (put) => {
      notifications.show({
        message: put.delivered
          ? `${name} is now ${valueText(put.value, type, unit)}, and the device has it.`
          : `${name} is now ${valueText(put.value, type, unit)}. The device is not connected; it is told when it asks.`,
      });
      onClose();
      await queries.invalidateQueries({ queryKey: ["devices", device.id, "values"] });
    },
  });
  const range = rangeText(datastream.min, datastream.max, unit);
  const hint =
    type === "Location" ? "Longitude, then latitude" : (range ?? (isNumeric(type) ? type : "Text"));
  return (
    <Dialog title={`Write ${name}`} onClose={onClose}>
      <ServerForm {...frame} action="Write" onCancel={onClose}>
        <TextInput
          label={`Value for ${name}${unit ? ` in ${unit}` : ""}`}
          description={hint}
          {...(isNumeric(type) ? { inputMode: "decimal" as const } : {})}
          {...form.getInputProps("value")}
          data-autofocus
        />
      </ServerForm>
    </Dialog>
  );
}
