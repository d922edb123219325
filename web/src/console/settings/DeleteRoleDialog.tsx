import { Select, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import type { Role } from "./RolesTab";

/** Deletes a role; whoever has it gets another one in the same moment. */
export function DeleteRoleDialog({
  role,
  roles,
  onClose,
}: {
  role: Role;
  roles: readonly Role[];
  onClose: () => void;
}) {
  const others = roles.filter(({ id }) => id !== role.id);
  const [replacement, setReplacement] = useState(others.at(-1)?.id);
  const queries = useQueryClient();
  return (
    <ConfirmDialog
      title={`Delete ${role.name}?`}
      action="Delete the role"
      dangerous
      send={() =>
        api.DELETE("/api/v1/roles/{id}", {
          params: { path: { id: role.id }, query: replacement ? { replacementId: replacement } : {} },
        })
      }
      onClose={onClose}
      onDone={async () => {
        onClose();
        await Promise.all([
          queries.invalidateQueries({ queryKey: ["roles"] }),
          queries.invalidateQueries({ queryKey: ["people"] }),
        ]);
      }}
    >
      <Text>Whoever has it now gets another role at once.</Text>
      <Select
        label="Instead of it"
        allowDeselect={false}
        data={others.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={String(replacement ?? "")}
        onChange={(id) => setReplacement(Number(id))}
      />
    </ConfirmDialog>
  );
}
