import { Select, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Schemas } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";

type Field = Schemas["MetadataFieldAnswer"];

const types: { value: Field["type"]; label: string }[] = [
  { value: "Text", label: "Text" },
  { value: "Number", label: "Number" },
  { value: "Imei", label: "IMEI" },
  { value: "Iccid", label: "ICCID" },
];

/** Adds or changes one field of a template. */
export function MetadataFieldDialog({
  templateId,
  field,
  onClose,
}: {
  templateId: string;
  field: Field | null;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: {
      name: field?.name ?? "",
      type: field?.type ?? ("Text" as Field["type"]),
      defaultValue: field?.defaultValue ?? "",
      askAtProvisioning: field?.askAtProvisioning ?? false,
      required: field?.required ?? false,
    },
    send: async (body) =>
      field === null
        ? api.POST("/api/v1/templates/{id}/metadata-fields", { params: { path: { id: templateId } }, body })
        : api.PUT("/api/v1/templates/{id}/metadata-fields/{fieldId}", {
            params: { path: { id: templateId, fieldId: field.id } },
            body,
          }),
    onDone: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ["templates"] });
    },
  });
  return (
    <Dialog title={field ? `Edit ${field.name}` : "Add a metadata field"} onClose={onClose}>
      <ServerForm {...frame} action={field ? "Save" : "Add"} onCancel={onClose}>
        <TextInput label="Name" required {...form.getInputProps("name")} data-autofocus />
        <Select label="Type" required data={types} allowDeselect={false} {...form.getInputProps("type")} />
        <TextInput label="Default" {...form.getInputProps("defaultValue")} />
        <Switch
          size="md"
          label="Ask for it when a device is added in the app"
          {...form.getInputProps("askAtProvisioning", { type: "checkbox" })}
        />
        <Switch size="md" label="Required" {...form.getInputProps("required", { type: "checkbox" })} />
      </ServerForm>
    </Dialog>
  );
}
