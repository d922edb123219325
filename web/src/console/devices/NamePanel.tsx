import { TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Device } from "../../api/client";
import { Panel } from "../parts/Panel";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";

/** The device's name. */
export function NamePanel({ device }: { device: Device }) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: { name: device.name },
    send: ({ name }) =>
      api.PATCH("/api/v1/devices/{id}", { params: { path: { id: device.id } }, body: { name } }),
    onDone: async () => {
      notifications.show({ message: "The name is saved." });
      await queries.invalidateQueries({ queryKey: ["devices"] });
    },
  });
  return (
    <Panel title="Name">
      <ServerForm {...frame} action="Rename">
        <TextInput label="Name" required {...form.getInputProps("name")} />
      </ServerForm>
    </Panel>
  );
}
