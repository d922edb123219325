import { Select, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { HandedLink } from "./HandedLink";
import { rolesQuery } from "./queries";
import { roleText } from "./roleText";

/** Invites a person by mail; where no mail is sent, shows the link to hand over. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const roles = useQuery(rolesQuery).data?.items ?? [];
  const queries = useQueryClient();
  const [path, setPath] = useState<string | null>(null);
  const { form, ...frame } = useServerForm({
    initialValues: { email: "", name: "", roleId: "" },
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : "An address such as ann@example.com."),
      roleId: (id) => (id === "" ? "Choose what they may do." : null),
    },
    aliases: { role: "roleId" },
    send: async ({ email, name, roleId }) =>
      dataOf(
        await api.POST("/api/v1/invitations", {
          body: { email: email.trim(), name: name.trim(), role: null, roleId: Number(roleId) },
        }),
      ),
    onDone: async ({ path, invitation }) => {
      await queries.invalidateQueries({ queryKey: ["people"] });
      if (path) return setPath(path);
      notifications.show({ message: `An invitation is on its way to ${invitation?.email ?? "them"}.` });
      onClose();
    },
  });
  if (path)
    return (
      <Dialog title="The invitation" onClose={onClose} sticky>
        <HandedLink path={path} whom={form.values.name || form.values.email} onDone={onClose} />
      </Dialog>
    );
  return (
    <Dialog title="Invite a person" onClose={onClose}>
      <ServerForm {...frame} action="Invite" onCancel={onClose}>
        <TextInput
          label="E-mail address"
          type="email"
          required
          autoComplete="off"
          {...form.getInputProps("email")}
          data-autofocus
        />
        <TextInput label="Name" required autoComplete="off" {...form.getInputProps("name")} />
        <Select
          label="Role"
          required
          data={roles.map(({ id, name }) => ({ value: String(id), label: roleText(name) }))}
          {...form.getInputProps("roleId")}
        />
      </ServerForm>
    </Dialog>
  );
}
