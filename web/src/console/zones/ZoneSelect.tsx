import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useNow } from "../parts/useNow";
import { clockText, zoneChoices, zoneLabel, zonesQuery } from "./zones";

/** A time zone, found by typing a part of its name; nothing chosen is a choice, too. */
export function ZoneSelect({
  value,
  onChange,
  none,
  inUse = null,
  error,
  ...rest
}: {
  value?: string;
  onChange: (zone: string) => void;
  label: string;
  /** What holds when none is chosen. */
  none: string;
  /** The zone that holds then, if it is known. */
  inUse?: string | null;
  error?: ReactNode;
}) {
  const zones = useQuery(zonesQuery);
  const now = useNow();
  const holds = value || inUse;
  const clock = holds ? clockText(holds, now) : null;
  return (
    <Select
      {...rest}
      searchable
      clearable
      allowDeselect={false}
      data={zoneChoices(zones.data ?? [], value || null)}
      value={value || null}
      onChange={(zone) => onChange(zone ?? "")}
      placeholder={inUse ? `${none}: ${zoneLabel(inUse)}` : none}
      nothingFoundMessage="No zone of that name. Try a large city nearby."
      clearButtonProps={{ "aria-label": `Clear ${rest.label.toLowerCase()}` }}
      {...(clock ? { description: `It is ${clock} there now.` } : {})}
      error={error ?? (zones.isError ? "The zones could not be read. Try again in a moment." : null)}
    />
  );
}
