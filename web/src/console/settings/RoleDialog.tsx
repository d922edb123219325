import { Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Person } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { PermissionChoice } from "./PermissionChoice";
import type { Role } from "./RolesTab";

/** Makes a role, or changes one: a name and what it allows. */
export function RoleDialog({ role, me, onClose }: { role: Role | null; me: Person; onClose: () => void }) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: {
      name: role?.name ?? "",
      permissions: [...(role?.permissions ?? [])],
      appliesBelow: role?.appliesBelow ?? false,
    },
    send: (body) =>
      role
        ? api.PATCH("/api/v1/roles/{id}", { params: { path: { id: role.id } }, body })
        : api.POST("/api/v1/roles", { body }),
    onDone: async () => {
      onClose();
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["roles"] }),
        queries.invalidateQueries({ queryKey: ["people"] }),
      ]);
    },
  });
  return (
    <Dialog title={role ? `Change ${role.name}` : "New role"} onClose={onClose}>
      <ServerForm {...frame} action={role ? "Save the role" : "Make the role"} onCancel={onClose}>
        <TextInput label="Name" required {...form.getInputProps("name")} data-autofocus />
        <PermissionChoice me={me} {...form.getInputProps("permissions")} />
        <Switch
          size="md"
          label="People of organisations below may have it, too"
          {...form.getInputProps("appliesBelow", { type: "checkbox" })}
        />
      </ServerForm>
    </Dialog>
  );
}
