import { Button, Code, Group, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Template } from "../../api/client";
import { EmptyState } from "../../shared/StatePages";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { DataTable, type Column } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { Panel } from "../parts/Panel";
import { rangeText, valueText } from "../words/values";
import { DatastreamDialog } from "./DatastreamDialog";
import type { Datastream } from "./datastreamForm";

type Asking = { kind: "add" } | { kind: "edit" | "remove"; datastream: Datastream };

/** What devices of this kind measure and can be told. */
export function DatastreamsPanel({ template, mayEdit }: { template: Template; mayEdit: boolean }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const rows = template.datastreams.toSorted((a, b) => a.pin - b.pin);
  const add = (
    <Button leftSection={<Icon name="plus" />} variant="default" onClick={() => setAsking({ kind: "add" })}>
      Add a datastream
    </Button>
  );
  return (
    <Panel title="Datastreams" action={mayEdit && rows.length > 0 && add}>
      {rows.length === 0 ? (
        <EmptyState title="No datastreams yet" action={mayEdit && add}>
          A datastream is one value of the device, such as a temperature or a switch.
        </EmptyState>
      ) : (
        <DataTable
          caption={`Datastreams of ${template.name}`}
          columns={mayEdit ? [...columns, actions(setAsking)] : columns}
          rows={rows}
          keyOf={({ id }) => id}
        />
      )}
      {(asking?.kind === "add" || asking?.kind === "edit") && (
        <DatastreamDialog
          template={template}
          datastream={asking.kind === "edit" ? asking.datastream : null}
          onClose={close}
        />
      )}
      {asking?.kind === "remove" && (
        <ConfirmDialog
          title={`Remove ${asking.datastream.name}?`}
          action="Remove"
          dangerous
          send={() =>
            api.DELETE("/api/v1/templates/{id}/datastreams/{datastreamId}", {
              params: { path: { id: template.id, datastreamId: asking.datastream.id } },
            })
          }
          onClose={close}
          onDone={async () => {
            close();
            await queries.invalidateQueries({ queryKey: ["templates"] });
          }}
        >
          <Text>Devices can no longer write V{asking.datastream.pin}. What is stored of it stays.</Text>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

const columns: Column<Datastream>[] = [
  { key: "name", header: "Name", lead: true, cell: ({ name }) => name },
  { key: "pin", header: "Pin", cell: ({ pin }) => <Code>V{pin}</Code> },
  { key: "type", header: "Type", cell: ({ type }) => type },
  { key: "range", header: "Range", cell: ({ min, max, unit }) => rangeText(min, max, unit) ?? unit ?? "–" },
  {
    key: "default",
    header: "Default",
    cell: ({ defaultValue, type, unit }) => valueText(defaultValue, type, unit),
  },
  { key: "sync", header: "Sent on connect", cell: ({ syncOnConnect }) => (syncOnConnect ? "yes" : "no") },
];

const actions = (onAsk: (asking: Asking) => void): Column<Datastream> => ({
  key: "actions",
  header: "Actions",
  hiddenHeader: true,
  cell: (datastream) => (
    <Group gap="xs" wrap="nowrap" justify="end">
      <Button
        variant="default"
        aria-label={`Edit ${datastream.name}`}
        onClick={() => onAsk({ kind: "edit", datastream })}
      >
        Edit
      </Button>
      <Button
        variant="default"
        aria-label={`Remove ${datastream.name}`}
        onClick={() => onAsk({ kind: "remove", datastream })}
      >
        Remove
      </Button>
    </Group>
  ),
});
