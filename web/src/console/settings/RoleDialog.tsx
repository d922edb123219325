import { Checkbox, Stack, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Person } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { permissionGroups } from "./permissions";
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
        <Checkbox.Group {...form.getInputProps("permissions")}>
          <Stack gap="lg">
            {permissionGroups.map(({ group, permissions }) => (
              <Stack key={group} gap="xs" component="fieldset" bd={0} p={0} m={0}>
                <legend>{group}</legend>
                {permissions.map(([word, label]) => (
                  <Checkbox
                    key={word}
                    value={word}
                    label={label}
                    // Nobody gives away what they have not got.
                    disabled={!me.permissions.includes(word)}
                  />
                ))}
              </Stack>
            ))}
          </Stack>
        </Checkbox.Group>
        <Switch
          size="md"
          label="People of organisations below may have it, too"
          {...form.getInputProps("appliesBelow", { type: "checkbox" })}
        />
      </ServerForm>
    </Dialog>
  );
}
