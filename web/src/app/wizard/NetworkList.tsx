import { Badge, Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useId } from "react";
import { LockIcon, SignalIcon } from "../icons";
import type { Network, WifiForm } from "./types";
import type { Scan } from "./wizardState";
import classes from "./wizard.module.css";

const typedValue = "typed";
const listed = (ssid: string) => `listed:${ssid}`;

/** The networks that the device hears, and as a choice like any other the one that it does not name. */
export function NetworkList({
  scan,
  wifi,
  problem,
  fiveGigahertz,
  onChange,
  onScan,
}: {
  scan: Scan;
  wifi: WifiForm;
  problem: string | undefined;
  fiveGigahertz: boolean;
  onChange: (change: Partial<WifiForm>) => void;
  onScan: () => void;
}) {
  const labelId = useId();
  const networks = scan.kind === "read" ? scan.networks : [];
  const name = (
    <TextInput
      label="Network name"
      description="Exactly as your router shows it; upper and lower case matter."
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      value={wifi.typed ? wifi.ssid : ""}
      error={problem}
      onChange={(event) => onChange({ ssid: event.currentTarget.value, typed: true })}
    />
  );
  if (scan.kind !== "read") return name;
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} size="sm" id={labelId}>
          Networks it can hear
        </Text>
        <Button variant="subtle" onClick={onScan} miw="max-content">
          Look again
        </Button>
      </Group>
      <Radio.Group
        aria-labelledby={labelId}
        error={wifi.typed ? undefined : problem}
        value={wifi.typed ? typedValue : listed(wifi.ssid)}
        onChange={(value) =>
          onChange(
            value === typedValue
              ? { ssid: "", typed: true }
              : { ssid: value.slice(listed("").length), typed: false },
          )
        }
      >
        <Stack gap="xs" pb={4}>
          {networks.map((network) => (
            <NetworkCard key={network.ssid} network={network} />
          ))}
          <Radio.Card
            value={typedValue}
            className={classes.choice ?? ""}
            aria-label="Hidden or another network"
          >
            <Radio.Indicator />
            <Text className={classes.choiceText ?? ""}>Hidden or another network</Text>
          </Radio.Card>
        </Stack>
      </Radio.Group>
      {!fiveGigahertz && (
        <Text c="dimmed" size="sm">
          This device uses 2.4 GHz networks only.
        </Text>
      )}
      {wifi.typed && name}
    </Stack>
  );
}

const strength = { 1: "weak", 2: "fair", 3: "good", 4: "strong" } as const;

function NetworkCard({ network }: { network: Network }) {
  const words = [
    network.ssid,
    `${strength[network.bars]} signal`,
    network.locked ? "with password" : "open",
    ...network.bands,
  ];
  return (
    <Radio.Card
      value={listed(network.ssid)}
      className={classes.choice ?? ""}
      disabled={network.enterprise}
      aria-label={words.join(", ")}
    >
      <Radio.Indicator disabled={network.enterprise} />
      <div className={classes.choiceText}>
        <Text truncate>{network.ssid}</Text>
        {network.enterprise && (
          <Text size="xs" c="dimmed">
            Asks for a user name, which devices cannot give
          </Text>
        )}
      </div>
      {network.bands.includes("5 GHz") && (
        <Badge variant="default" size="sm">
          {network.bands.length > 1 ? "2.4 + 5 GHz" : "5 GHz"}
        </Badge>
      )}
      {network.locked && <LockIcon />}
      <SignalIcon bars={network.bars} />
    </Radio.Card>
  );
}
