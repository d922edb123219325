import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, dataOf } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { templateBody, templateValues } from "./templateForm";
import { TemplateFields } from "./TemplateFields";

/** Makes a template, and goes to it: its datastreams come next. */
export function NewTemplateDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { form, ...frame } = useServerForm({
    initialValues: { ...templateValues(null), id: "" },
    send: async ({ id, ...values }) =>
      dataOf(
        await api.POST("/api/v1/templates", { body: { ...templateBody(values), id: id.trim() || null } }),
      ),
    onDone: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["templates"] });
      await navigate({ to: "/console/templates/$templateId", params: { templateId: id } });
    },
  });
  return (
    <Dialog title="New template" onClose={onClose}>
      <ServerForm {...frame} action="Make the template" onCancel={onClose}>
        <TemplateFields form={form} />
        <TextInput
          label="Template id"
          description="Only for firmware that carries one already: TMPL and letters or digits. Otherwise one is made."
          {...form.getInputProps("id")}
        />
      </ServerForm>
    </Dialog>
  );
}
