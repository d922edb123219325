import { Button, Menu } from "@mantine/core";
import { deviceColumns, toggleColumn, type ChosenColumn } from "./columns";

/** Which columns the list has. */
export function ColumnMenu({
  chosen,
  fields,
  onChange,
}: {
  chosen: readonly ChosenColumn[];
  /** Metadata fields of the organisation's templates. */
  fields: readonly string[];
  onChange: (columns: readonly ChosenColumn[]) => void;
}) {
  const choices: { key: ChosenColumn; label: string }[] = [
    ...deviceColumns,
    ...fields.map((field) => ({ key: `meta:${field}` as const, label: field })),
  ];
  const all = choices.map(({ key }) => key);
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button variant="default">Columns</Button>
      </Menu.Target>
      <Menu.Dropdown mah="60dvh" style={{ overflow: "auto" }}>
        {choices.map(({ key, label }) => (
          <Menu.CheckboxItem
            key={key}
            mih={48}
            checked={chosen.includes(key)}
            onChange={() => onChange(toggleColumn(chosen, key, all))}
          >
            {label}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
