import { Button, Code, Group, Stack, Text } from "@mantine/core";
import type { Column } from "../parts/DataTable";
import { Moment } from "../parts/Moment";
import { sizeText } from "../words/sizes";
import type { Firmware } from "./queries";
import classes from "./columns.module.css";
import { hexOf, kindOf, nameOf } from "./words";

export type FirmwareAction = "ship" | "delete";

const shownDigits = 12;

/** What is told of each image, and what the person here may do with it. */
export function firmwareColumns(
  personName: (id: number) => string,
  allowed: readonly FirmwareAction[],
  ask: (firmware: Firmware, action: FirmwareAction) => void,
): Column<Firmware>[] {
  const columns: Column<Firmware>[] = [
    {
      key: "version",
      header: "Version",
      lead: true,
      cell: ({ version, build }) => <Two above={version} below={build && `built ${build}`} />,
    },
    {
      key: "kind",
      header: "File",
      cell: (firmware) => <Two above={kindOf(firmware)} below={firmware.fileName} />,
    },
    { key: "type", header: "Type", cell: ({ type }) => <Code>{type}</Code> },
    {
      key: "size",
      header: "Size",
      cell: ({ bytes }) => <span className={classes.line}>{sizeText(bytes)}</span>,
    },
    { key: "digest", header: "SHA-256", cell: ({ sha256 }) => <Digest hex={hexOf(sha256)} /> },
    {
      key: "uploaded",
      header: "Uploaded",
      cell: ({ uploadedAt, uploadedBy }) => (
        <Two above={<Moment at={uploadedAt} />} below={`by ${personName(uploadedBy)}`} />
      ),
    },
  ];
  return allowed.length === 0 ? columns : [...columns, actions(allowed, ask)];
}

function Two({ above, below }: { above: React.ReactNode; below: string | null }) {
  return (
    <Stack gap={0}>
      <span>{above}</span>
      {below && (
        <Text size="sm" c="dimmed" fw={400} style={{ overflowWrap: "anywhere" }}>
          {below}
        </Text>
      )}
    </Stack>
  );
}

// The first digits tell two files apart at a glance; all of them are there for who compares.
function Digest({ hex }: { hex: string }) {
  return (
    <details className={classes.digest}>
      <summary className={classes.line}>
        <Code>{hex.slice(0, shownDigits)} …</Code>
      </summary>
      <Code className={classes.digits ?? ""}>{hex}</Code>
    </details>
  );
}

const actions = (
  allowed: readonly FirmwareAction[],
  ask: (firmware: Firmware, action: FirmwareAction) => void,
): Column<Firmware> => ({
  key: "actions",
  header: "Actions",
  hiddenHeader: true,
  cell: (firmware) => (
    <Group gap="xs" wrap="nowrap" justify="end">
      {allowed.includes("ship") && (
        <Button
          variant="default"
          aria-label={`Ship ${nameOf(firmware)}`}
          onClick={() => ask(firmware, "ship")}
        >
          Ship
        </Button>
      )}
      {allowed.includes("delete") && (
        <Button
          variant="default"
          aria-label={`Delete ${nameOf(firmware)}`}
          onClick={() => ask(firmware, "delete")}
        >
          Delete
        </Button>
      )}
    </Group>
  ),
});
