import { Button, CloseButton, Group, NumberInput, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback, useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { templatesQuery } from "../../shared/devices";
import { Icon } from "../parts/icons";
import { usePeople } from "../usePersonNames";
import classes from "./DeviceFilters.module.css";
import { statuses, tailLength, tailOf, type DeviceSearch, type DeviceStatusWord } from "./list/filter";

const all = { value: "", label: "All" };
const patience = 300;

/** What the list is narrowed to; it stands in the address, so that a view can be kept and passed on. */
export function DeviceFilters() {
  const search = useSearch({ from: "/console/devices" });
  const navigate = useNavigate();
  const templates = useQuery(templatesQuery).data?.items ?? [];
  const [isMore, { toggle }] = useDisclosure(search.owner !== undefined || search.tail !== undefined);
  const narrow = (change: (kept: DeviceSearch) => DeviceSearch) =>
    void navigate({ to: "/console/devices", search: (kept) => change(kept as DeviceSearch), replace: true });

  return (
    <Group gap="md" align="end" mb="md" role="search" aria-label="Devices">
      <TextFilter
        label="Search"
        placeholder="Name, id or metadata"
        value={search.search}
        onSettle={(text) => narrow(({ search: _, ...kept }) => (text ? { ...kept, search: text } : kept))}
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
        data={[all, ...Object.entries(statuses).map(([value, label]) => ({ value, label }))]}
        value={search.status ?? ""}
        allowDeselect={false}
        onChange={(word) =>
          narrow(({ status: _, ...kept }) => (word ? { ...kept, status: word as DeviceStatusWord } : kept))
        }
        className={classes.choice}
      />
      <Button variant="default" onClick={toggle} aria-expanded={isMore}>
        {isMore ? "Fewer filters" : "More filters"}
      </Button>
      {isMore && (
        <Group gap="md" align="start" w="100%">
          <TailFilter
            value={search.tail}
            onSettle={(tail) => narrow(({ tail: _, ...kept }) => (tail ? { ...kept, tail } : kept))}
          />
          <OwnerFilter
            value={search.owner}
            onChange={(owner) => narrow(({ owner: _, ...kept }) => (owner ? { ...kept, owner } : kept))}
          />
        </Group>
      )}
    </Group>
  );
}

// By name for who may see people, by number for who may not.
function OwnerFilter({
  value,
  onChange,
}: {
  value: number | undefined;
  onChange: (owner: number | null) => void;
}) {
  const people = usePeople();
  if (people === null)
    return (
      <NumberInput
        label="Owner"
        description="The person's number"
        inputWrapperOrder={["label", "input", "description"]}
        size="md"
        min={1}
        hideControls
        value={value ?? ""}
        onChange={(owner) => onChange(typeof owner === "number" ? owner : null)}
        className={classes.choice}
      />
    );
  return (
    <Select
      label="Owner"
      searchable
      clearable
      placeholder="Anybody"
      nothingFoundMessage="Nobody has such a name"
      data={people.map(({ id, name, email }) => ({ value: String(id), label: `${name}, ${email}` }))}
      value={value === undefined ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      className={classes.choice}
    />
  );
}

function TailFilter({
  value,
  onSettle,
}: {
  value: string | undefined;
  onSettle: (tail: string | null) => void;
}) {
  const [text, setText] = useState(value ?? "");
  // Emptied from elsewhere: a whole end in the field with none in the address.
  useEffect(() => {
    if (value === undefined) setText((typed) => (typed.length === tailLength ? "" : typed));
  }, [value]);
  return (
    <TextInput
      label="Token ends with"
      description={`Its last ${tailLength} characters; of a whole token, the rest stays on this page.`}
      inputWrapperOrder={["label", "input", "description"]}
      value={text}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        const tail = tailOf(event.currentTarget.value);
        setText(tail);
        onSettle(tail.length === tailLength ? tail : null);
      }}
      className={classes.choice}
    />
  );
}

function TextFilter({
  label,
  placeholder,
  value,
  onSettle,
}: {
  label: string;
  placeholder: string;
  value: string | undefined;
  onSettle: (text: string) => void;
}) {
  const [text, setText] = useState(value ?? "");
  const settleLater = useDebouncedCallback(onSettle, patience);
  // The address may be emptied from elsewhere; while someone types it only follows.
  useEffect(() => {
    if (value === undefined) setText("");
  }, [value]);
  const type = (wanted: string) => {
    setText(wanted);
    settleLater(wanted.trim());
  };
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      leftSection={<Icon name="search" />}
      rightSection={text && <CloseButton size={48} aria-label="Clear the search" onClick={() => type("")} />}
      className={classes.search}
    />
  );
}
