import { Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { templatesQuery } from "../../shared/devices";
import { fromCode, sessionStates } from "../words/labels";
import classes from "./ActivationsPage.module.css";
import type { Statistics } from "./days";
import { choicesOf, readActivationSearch, type ActivationSearch } from "./filter";

const all = { value: "", label: "All" };

/** What the list is narrowed to; it stands in the address. Reasons and versions are those that occur. */
export function ActivationFilters({ statistics }: { statistics: Statistics | undefined }) {
  const search = useSearch({ from: "/console/activations" });
  const navigate = useNavigate();
  const templates = useQuery(templatesQuery).data?.items ?? [];
  const narrow = (name: keyof ActivationSearch) => (value: string | null) =>
    void navigate({
      to: "/console/activations",
      search: readActivationSearch({ ...search, [name]: value }),
      replace: true,
    });
  const causes = choicesOf(statistics?.reasons.map(({ cause }) => cause) ?? [], search.cause);
  const versions = choicesOf(statistics?.firmware.map(({ version }) => version) ?? [], search.firmware);
  const filters = [
    {
      name: "state",
      label: "Outcome",
      data: Object.entries(sessionStates).map(([value, { label }]) => ({ value, label })),
    },
    { name: "cause", label: "Reason", data: causes.map((value) => ({ value, label: fromCode(value) })) },
    {
      name: "template",
      label: "Template",
      data: templates.map(({ id, name }) => ({ value: id, label: name })),
    },
    { name: "firmware", label: "Firmware", data: versions.map((value) => ({ value, label: value })) },
  ] as const;
  return (
    <Group gap="md" mb="lg" role="search" aria-label="Activations">
      {filters.map(({ name, label, data }) => (
        <Select
          key={name}
          label={label}
          data={[all, ...data]}
          value={search[name] ?? ""}
          allowDeselect={false}
          onChange={narrow(name)}
          className={classes.choice}
        />
      ))}
    </Group>
  );
}
