import { Checkbox, Stack } from "@mantine/core";
import type { Person } from "../../api/client";
import { permissionGroups } from "./permissions";

/** Permissions to choose from, in groups. Nobody gives away what they have not got. */
export function PermissionChoice({
  me,
  without = [],
  ...input
}: {
  me: Person;
  /** Those that are not offered at all. */
  without?: readonly string[];
  value?: string[];
  onChange?: (value: string[]) => void;
  error?: React.ReactNode;
}) {
  return (
    <Checkbox.Group {...input}>
      <Stack gap="lg">
        {permissionGroups.map(({ group, permissions }) => (
          <Stack key={group} gap="xs" component="fieldset" bd={0} p={0} m={0}>
            <legend>{group}</legend>
            {permissions
              .filter(([word]) => !without.includes(word))
              .map(([word, label]) => (
                <Checkbox key={word} value={word} label={label} disabled={!me.permissions.includes(word)} />
              ))}
          </Stack>
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
