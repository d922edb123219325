import { Button, Collapse, Stack, Switch, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { StaticAddress } from "./types";
import type { WifiProblems } from "./wifiRules";

const empty: StaticAddress = { ip: "", mask: "255.255.255.0", gateway: "", dns: "" };

const fields: { key: keyof StaticAddress; label: string }[] = [
  { key: "ip", label: "Address" },
  { key: "mask", label: "Network mask" },
  { key: "gateway", label: "Router" },
  { key: "dns", label: "DNS server (may be empty)" },
];

/** What few people need: a fixed address. */
export function AdvancedWifi({
  fixed,
  problems,
  onChange,
}: {
  fixed: StaticAddress | null;
  problems: WifiProblems;
  onChange: (fixed: StaticAddress | null) => void;
}) {
  const [unfolded, { toggle }] = useDisclosure(fixed !== null);
  // A problem behind a fold would leave the person with a button that does nothing.
  const open = unfolded || fields.some(({ key }) => problems[key]);
  return (
    <Stack gap="xs" align="stretch">
      <Button variant="subtle" color="gray" onClick={toggle} aria-expanded={open} aria-controls="advanced">
        Advanced
      </Button>
      <Collapse expanded={open} id="advanced">
        <Stack gap="sm">
          <Switch
            size="md"
            label="Give the device a fixed address"
            checked={fixed !== null}
            onChange={(event) => onChange(event.currentTarget.checked ? empty : null)}
          />
          {fixed &&
            fields.map(({ key, label }) => (
              <TextInput
                key={key}
                label={label}
                inputMode="decimal"
                autoComplete="off"
                value={fixed[key]}
                error={problems[key]}
                onChange={(event) => onChange({ ...fixed, [key]: event.currentTarget.value.trim() })}
              />
            ))}
        </Stack>
      </Collapse>
    </Stack>
  );
}
