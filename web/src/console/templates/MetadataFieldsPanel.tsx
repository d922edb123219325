import { Button, Group, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Schemas, type Template } from "../../api/client";
import { EmptyState } from "../../shared/StatePages";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { DataTable, type Column } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { Panel } from "../parts/Panel";
import { MetadataFieldDialog } from "./MetadataFieldDialog";

type Field = Schemas["MetadataFieldAnswer"];
type Asking = { kind: "add" } | { kind: "edit" | "remove"; field: Field };

/** What people write down about each unit. */
export function MetadataFieldsPanel({ template, mayEdit }: { template: Template; mayEdit: boolean }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const rows = template.metadataFields;
  const add = (
    <Button leftSection={<Icon name="plus" />} variant="default" onClick={() => setAsking({ kind: "add" })}>
      Add a field
    </Button>
  );
  return (
    <Panel title="Metadata fields" action={mayEdit && rows.length > 0 && add}>
      {rows.length === 0 ? (
        <EmptyState title="No metadata fields yet" action={mayEdit && add}>
          A field holds what people know about one unit, such as its room or its serial number.
        </EmptyState>
      ) : (
        <DataTable
          caption={`Metadata fields of ${template.name}`}
          columns={mayEdit ? [...columns, actions(setAsking)] : columns}
          rows={rows}
          keyOf={({ id }) => id}
        />
      )}
      {(asking?.kind === "add" || asking?.kind === "edit") && (
        <MetadataFieldDialog
          templateId={template.id}
          field={asking.kind === "edit" ? asking.field : null}
          onClose={close}
        />
      )}
      {asking?.kind === "remove" && (
        <ConfirmDialog
          title={`Remove ${asking.field.name}?`}
          action="Remove"
          dangerous
          send={() =>
            api.DELETE("/api/v1/templates/{id}/metadata-fields/{fieldId}", {
              params: { path: { id: template.id, fieldId: asking.field.id } },
            })
          }
          onClose={close}
          onDone={async () => {
            close();
            await queries.invalidateQueries({ queryKey: ["templates"] });
          }}
        >
          <Text>It is no longer asked for. What devices already carry stays readable.</Text>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

const columns: Column<Field>[] = [
  { key: "name", header: "Name", lead: true, cell: ({ name }) => name },
  { key: "type", header: "Type", cell: ({ type }) => type },
  { key: "default", header: "Default", cell: ({ defaultValue }) => defaultValue || "–" },
  {
    key: "ask",
    header: "Asked in the app",
    cell: ({ askAtProvisioning }) => (askAtProvisioning ? "yes" : "no"),
  },
  { key: "required", header: "Required", cell: ({ required }) => (required ? "yes" : "no") },
];

const actions = (onAsk: (asking: Asking) => void): Column<Field> => ({
  key: "actions",
  header: "Actions",
  hiddenHeader: true,
  cell: (field) => (
    <Group gap="xs" wrap="nowrap" justify="end">
      <Button
        variant="default"
        aria-label={`Edit ${field.name}`}
        onClick={() => onAsk({ kind: "edit", field })}
      >
        Edit
      </Button>
      <Button
        variant="default"
        aria-label={`Remove ${field.name}`}
        onClick={() => onAsk({ kind: "remove", field })}
      >
        Remove
      </Button>
    </Group>
  ),
});
