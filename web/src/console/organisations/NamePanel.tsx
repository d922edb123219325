import { Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Schemas } from "../../api/client";
import { Panel } from "../parts/Panel";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { ZoneSelect } from "../zones/ZoneSelect";

/** What an organisation below is called, by which clock its devices live, and what one wants to remember about it. */
export function NamePanel({ organisation }: { organisation: Schemas["OrganisationDetail"] }) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: {
      name: organisation.name,
      description: organisation.description,
      timeZone: organisation.timeZone ?? "",
    },
    send: ({ name, description, timeZone }) =>
      api.PATCH("/api/v1/organisations/{id}", {
        params: { path: { id: organisation.id } },
        body: { name, description, timeZone },
      }),
    onDone: async () => {
      notifications.show({ message: "It is saved." });
      await queries.invalidateQueries({ queryKey: ["organisations"] });
    },
  });
  return (
    <Panel title="Name">
      <ServerForm {...frame} action="Save">
        <TextInput label="Name" required maxLength={80} {...form.getInputProps("name")} />
        <ZoneSelect label="Time zone" none="As the organisation above" {...form.getInputProps("timeZone")} />
        <Textarea label="About" autosize minRows={2} {...form.getInputProps("description")} />
      </ServerForm>
    </Panel>
  );
}
