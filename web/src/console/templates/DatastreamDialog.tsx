import { Group, Select, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Template } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { KeepingFields, WordFields } from "./DatastreamFields";
import {
  checkDatastream,
  datastreamBody,
  datastreamTypes,
  datastreamValues,
  freePin,
  hasRange,
  type Datastream,
} from "./datastreamForm";

/** Adds or changes one value of a kind of device. */
export function DatastreamDialog({
  template,
  datastream,
  onClose,
}: {
  template: Template;
  datastream: Datastream | null;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: datastreamValues(datastream, freePin(template.datastreams)),
    validate: checkDatastream,
    aliases: { expiresAfterSeconds: "expiresAfter" },
    send: async (values) => {
      const body = datastreamBody(values);
      return datastream === null
        ? api.POST("/api/v1/templates/{id}/datastreams", { params: { path: { id: template.id } }, body })
        : api.PUT("/api/v1/templates/{id}/datastreams/{datastreamId}", {
            params: { path: { id: template.id, datastreamId: datastream.id } },
            body,
          });
    },
    onDone: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ["templates"] });
    },
  });
  const { type } = form.values;
  return (
    <Dialog title={datastream ? `Edit ${datastream.name}` : "Add a datastream"} onClose={onClose}>
      <ServerForm {...frame} action={datastream ? "Save" : "Add"} onCancel={onClose}>
        <TextInput label="Name" required {...form.getInputProps("name")} data-autofocus />
        <Group grow align="start">
          <TextInput label="Pin" required {...form.getInputProps("pin")} />
          <Select
            label="Type"
            required
            data={datastreamTypes}
            allowDeselect={false}
            {...form.getInputProps("type")}
          />
        </Group>
        {type === "Enum" && <WordFields form={form} />}
        {hasRange(type) && (
          <Group grow align="start">
            <TextInput label="Least value" inputMode="decimal" {...form.getInputProps("min")} />
            <TextInput label="Greatest value" inputMode="decimal" {...form.getInputProps("max")} />
          </Group>
        )}
        <Group grow align="start">
          <TextInput
            label="Unit"
            description="Behind the value, such as °C"
            {...form.getInputProps("unit")}
          />
          {type === "Double" && (
            <TextInput
              label="Decimals"
              description="Empty: as many as come"
              inputMode="numeric"
              {...form.getInputProps("decimals")}
            />
          )}
        </Group>
        <TextInput
          label="Default"
          description={
            type === "Location"
              ? "Longitude, then latitude"
              : "The value before the device or a person has written one"
          }
          {...form.getInputProps("defaultValue")}
        />
        <Switch
          size="md"
          label="Send it to the device when it connects"
          {...form.getInputProps("syncOnConnect", { type: "checkbox" })}
        />
        <KeepingFields form={form} />
      </ServerForm>
    </Dialog>
  );
}
