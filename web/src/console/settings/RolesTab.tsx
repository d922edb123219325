import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Person, Schemas } from "../../api/client";
import { DataTable, type Column } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { Reading } from "../parts/Reading";
import { ToneBadge } from "../parts/ToneBadge";
import { mayDeleteRoles, mayEditRoles, mayMakeRoles } from "../words/rights";
import { DeleteRoleDialog } from "./DeleteRoleDialog";
import { rolesQuery } from "./queries";
import { RoleDialog } from "./RoleDialog";

export type Role = Schemas["RoleAnswer"];
type Asked = { what: "new" } | { what: "edit" | "delete"; role: Role };

/** What people may do: the three that are always there, and those that people made. */
export function RolesTab({ me }: { me: Person }) {
  const roles = useQuery(rolesQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <Reading query={roles} label="Reading the roles …">
      {({ items }) => (
        <>
          <Group justify="space-between" mb="md" align="end">
            <Text c="dimmed" maw={560}>
              A role is a list of what people may do. Nobody can give away more than they have.
            </Text>
            {mayMakeRoles(me) && (
              <Button leftSection={<Icon name="plus" />} onClick={() => setAsked({ what: "new" })}>
                New role
              </Button>
            )}
          </Group>
          <DataTable caption="Roles" columns={columnsFor(me, setAsked)} rows={items} keyOf={({ id }) => id} />
          {asked?.what === "new" && <RoleDialog role={null} me={me} onClose={close} />}
          {asked?.what === "edit" && <RoleDialog role={asked.role} me={me} onClose={close} />}
          {asked?.what === "delete" && <DeleteRoleDialog role={asked.role} roles={items} onClose={close} />}
        </>
      )}
    </Reading>
  );
}

function columnsFor(me: Person, ask: (asked: Asked) => void): Column<Role>[] {
  // One that is built in, or was made above, is not changed here.
  const isOurs = ({ organisationId }: Role) => organisationId === me.actingIn;
  return [
    { key: "name", header: "Role", lead: true, cell: ({ name }) => name },
    { key: "from", header: "Made", cell: (role) => <ToneBadge {...originOf(role, isOurs(role))} /> },
    {
      key: "permissions",
      header: "Allows",
      cell: ({ permissions }) => (permissions.length === 1 ? "1 thing" : `${permissions.length} things`),
    },
    { key: "below", header: "Also below", cell: ({ appliesBelow }) => (appliesBelow ? "yes" : "no") },
    {
      key: "actions",
      header: "",
      cell: (role) =>
        isOurs(role) && (
          <Group gap="xs" wrap="nowrap">
            {mayEditRoles(me) && (
              <Button
                variant="default"
                aria-label={`Change ${role.name}`}
                onClick={() => ask({ what: "edit", role })}
              >
                Change
              </Button>
            )}
            {mayDeleteRoles(me) && (
              <Button
                variant="default"
                aria-label={`Delete ${role.name}`}
                onClick={() => ask({ what: "delete", role })}
              >
                Delete
              </Button>
            )}
          </Group>
        ),
    },
  ];
}

function originOf({ organisationId }: Role, isOurs: boolean) {
  if (organisationId === null) return { label: "Built in", tone: "quiet" } as const;
  return isOurs ? ({ label: "Here", tone: "good" } as const) : ({ label: "Above", tone: "quiet" } as const);
}
