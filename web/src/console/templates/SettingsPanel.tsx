import { Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Template } from "../../api/client";
import { Panel } from "../parts/Panel";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { templateBody, templateValues } from "./templateForm";
import { TemplateFields } from "./TemplateFields";

/** What holds for the template as a whole. */
export function SettingsPanel({ template, mayEdit }: { template: Template; mayEdit: boolean }) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: templateValues(template),
    send: (values) =>
      api.PUT("/api/v1/templates/{id}", {
        params: { path: { id: template.id } },
        body: templateBody(values),
      }),
    onDone: async () => {
      notifications.show({ message: "The template is saved." });
      await queries.invalidateQueries({ queryKey: ["templates"] });
    },
  });
  return (
    <Panel title="Settings">
      {mayEdit ? (
        <ServerForm {...frame} action="Save the settings">
          <TemplateFields form={form} />
        </ServerForm>
      ) : (
        <Stack gap="md">
          <TemplateFields form={form} isReadOnly />
        </Stack>
      )}
    </Panel>
  );
}
