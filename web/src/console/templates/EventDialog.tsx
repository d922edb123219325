import { Select, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Schemas } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { severities } from "../words/labels";

export type TemplateEvent = Schemas["TemplateEventAnswer"];

/** Adds or changes one event of a template. */
export function EventDialog({
  templateId,
  event,
  onClose,
}: {
  templateId: string;
  event: TemplateEvent | null;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: {
      code: event?.code ?? "",
      name: event?.name ?? "",
      severity: event?.severity ?? ("Info" as TemplateEvent["severity"]),
      description: event?.description ?? "",
    },
    send: async (values) => {
      // Left empty, it is called like its code.
      const body = { ...values, name: values.name.trim() === "" ? values.code : values.name };
      return event === null
        ? api.POST("/api/v1/templates/{id}/events", { params: { path: { id: templateId } }, body })
        : api.PUT("/api/v1/templates/{id}/events/{eventId}", {
            params: { path: { id: templateId, eventId: event.id } },
            body,
          });
    },
    onDone: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ["templates"] });
    },
  });
  return (
    <Dialog title={event ? `Edit ${event.name}` : "Add an event"} onClose={onClose}>
      <ServerForm {...frame} action={event ? "Save" : "Add"} onCancel={onClose}>
        <TextInput
          label="Code"
          description="What firmware logs, such as too_hot"
          required
          {...form.getInputProps("code")}
          data-autofocus
        />
        <TextInput label="Name" description="What people read" {...form.getInputProps("name")} />
        <Select
          label="Severity"
          required
          data={Object.entries(severities).map(([value, { label }]) => ({ value, label }))}
          allowDeselect={false}
          {...form.getInputProps("severity")}
        />
        <Textarea
          label="Description"
          description="Said when the device says no more"
          size="md"
          autosize
          minRows={2}
          {...form.getInputProps("description")}
        />
      </ServerForm>
    </Dialog>
  );
}
