import { Group, Select } from "@mantine/core";
import type { AuditFilter } from "../queries";
import { usePeople } from "../usePersonNames";
import { actionWords } from "../words/labels";

/** By whom, and what: nothing chosen is everything. */
export function AuditFilters({
  filter,
  onChange,
}: {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}) {
  const people = usePeople() ?? [];
  const { actorId: _, ...byAnybody } = filter;
  const { action: __, ...ofAnyKind } = filter;
  return (
    <Group gap="md" mb="md" role="search" aria-label="Audit log">
      <Select
        label="Who"
        placeholder="Anybody"
        searchable
        clearable
        data={people.map(({ id, name, email }) => ({ value: String(id), label: `${name}, ${email}` }))}
        value={filter.actorId === undefined ? null : String(filter.actorId)}
        onChange={(id) => onChange(id === null ? byAnybody : { ...filter, actorId: Number(id) })}
      />
      <Select
        label="What"
        placeholder="Anything"
        searchable
        clearable
        data={actionWords}
        value={filter.action ?? null}
        onChange={(action) => onChange(action === null ? ofAnyKind : { ...filter, action })}
      />
    </Group>
  );
}
