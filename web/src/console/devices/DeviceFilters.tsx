import { CloseButton, Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { templatesQuery } from "../../shared/devices";
import { Icon } from "../parts/icons";
import type { DeviceSearch } from "../routes";
import classes from "./DeviceFilters.module.css";

const all = { value: "", label: "All" };

/** What the list is narrowed to; it stands in the address, so that a view can be kept and passed on. */
export function DeviceFilters() {
  const search = useSearch({ from: "/console/devices" });
  const navigate = useNavigate();
  const templates = useQuery(templatesQuery).data?.items ?? [];
  const [text, setText] = useState(search.search ?? "");
  const narrow = (change: (kept: DeviceSearch) => DeviceSearch) =>
    void navigate({ to: "/console/devices", search: (kept) => change(kept as DeviceSearch), replace: true });
  const narrowText = (wanted: string) =>
    narrow(({ search: _, ...kept }) => (wanted ? { ...kept, search: wanted } : kept));
  const narrowLater = useDebouncedCallback(narrowText, 300);
  // The address may be emptied from elsewhere; while someone types it only follows.
  useEffect(() => {
    if (search.search === undefined) setText("");
  }, [search.search]);
  const type = (wanted: string) => {
    setText(wanted);
    narrowLater(wanted.trim());
  };

  return (
    <Group gap="md" align="end" mb="md" role="search" aria-label="Devices">
      <TextInput
        label="Search"
        placeholder="Name, id or metadata"
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        leftSection={<Icon name="search" />}
        rightSection={
          text && <CloseButton size={48} aria-label="Clear the search" onClick={() => type("")} />
        }
        className={classes.search}
      />
      <Select
        label="Template"
        data={[all, ...templates.map(({ id, name }) => ({ value: id, label: name }))]}
        value={search.template ?? ""}
        allowDeselect={false}
        onChange={(id) => narrow(({ template: _, ...kept }) => (id ? { ...kept, template: id } : kept))}
        className={classes.choice}
      />
      <Select
        label="Connection"
        data={[all, { value: "true", label: "Online" }, { value: "false", label: "Offline" }]}
        value={search.online === undefined ? "" : String(search.online)}
        allowDeselect={false}
        onChange={(word) =>
          narrow(({ online: _, ...kept }) => (word ? { ...kept, online: word === "true" } : kept))
        }
        className={classes.choice}
      />
    </Group>
  );
}
