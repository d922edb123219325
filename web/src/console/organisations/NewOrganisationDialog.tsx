import { Select, Textarea, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, dataOf } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { organisationsQuery } from "./queries";
import { placed } from "./tree";

/** Makes an organisation, and goes to it: its templates and people come next. */
export function NewOrganisationDialog({ onClose }: { onClose: () => void }) {
  const parents = placed(useQuery(organisationsQuery).data?.items ?? []);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { form, ...frame } = useServerForm({
    initialValues: { name: "", description: "", parentId: String(parents[0]?.organisation.id ?? "") },
    send: async ({ name, description, parentId }) =>
      dataOf(
        await api.POST("/api/v1/organisations", {
          body: { name, description, parentId: parentId === "" ? null : Number(parentId) },
        }),
      ),
    onDone: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["organisations"] });
      await navigate({
        to: "/console/organisations/$organisationId",
        params: { organisationId: String(id) },
      });
    },
  });
  return (
    <Dialog title="New organisation" onClose={onClose}>
      <ServerForm {...frame} action="Make the organisation" onCancel={onClose}>
        <TextInput label="Name" required maxLength={80} {...form.getInputProps("name")} data-autofocus />
        <Select
          label="Below"
          description="Whose people look after it"
          searchable
          allowDeselect={false}
          data={parents.map(({ organisation, depth }) => ({
            value: String(organisation.id),
            label: `${"– ".repeat(depth)}${organisation.name}`,
          }))}
          {...form.getInputProps("parentId")}
        />
        <Textarea label="About" autosize minRows={2} {...form.getInputProps("description")} />
      </ServerForm>
    </Dialog>
  );
}
