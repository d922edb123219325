import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { api, dataOf, type Device } from "../../api/client";

const shown = 50;
const patience = 300;

const fittingQuery = (templateId: string, search: string) =>
  queryOptions({
    queryKey: ["devices", "to ship", templateId, search],
    queryFn: async ({ signal }) =>
      dataOf(
        await api.GET("/api/v1/devices", {
          signal,
          params: { query: { templateId, limit: shown, ...(search ? { search } : {}) } },
        }),
      ).items,
  });

/** Devices of a template, found as in their list: by name, id or metadata. */
export function DeviceChoice({
  templateId,
  value = [],
  onChange,
  error,
}: {
  templateId: string;
  value?: string[];
  onChange: (ids: string[]) => void;
  error?: ReactNode;
}) {
  const [text, setText] = useState("");
  const [search] = useDebouncedValue(text.trim(), patience);
  const [known, setKnown] = useState<Readonly<Record<string, string>>>({});
  const found = useQuery({ ...fittingQuery(templateId, search), placeholderData: keepPreviousData });
  const labels = { ...known, ...Object.fromEntries((found.data ?? []).map(labelled)) };
  const offered = [...new Set([...value, ...(found.data ?? []).map(({ id }) => String(id))])];
  return (
    <MultiSelect
      label="Devices"
      description="Search by name, id or metadata"
      required
      size="md"
      styles={{ pill: { height: 40 }, pillsList: { minHeight: 46, alignItems: "center" } }}
      searchable
      data={offered.map((id) => ({ value: id, label: labels[id] ?? `Device ${id}` }))}
      // The cloud has searched, also where no name shows it.
      filter={({ options }) => options}
      searchValue={text}
      onSearchChange={setText}
      hidePickedOptions
      maxDropdownHeight={240}
      nothingFoundMessage={found.isPending ? "Looking …" : "No device of the template fits."}
      value={value}
      onChange={(ids) => {
        setKnown(labels);
        setText("");
        onChange(ids);
      }}
      error={error ?? (found.isError ? "The devices could not be read. Try again in a moment." : null)}
    />
  );
}

const labelled = ({ id, name, hardware }: Device) =>
  [String(id), hardware?.firmwareVersion ? `${name} (${hardware.firmwareVersion})` : name] as const;
