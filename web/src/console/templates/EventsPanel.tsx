import { Button, Code, Group, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Template } from "../../api/client";
import { EmptyState } from "../../shared/StatePages";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { DataTable, type Column } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { Panel } from "../parts/Panel";
import { ToneBadge } from "../parts/ToneBadge";
import { severities } from "../words/labels";
import { EventDialog, type TemplateEvent } from "./EventDialog";

type Asking = { kind: "add" } | { kind: "edit" | "remove"; event: TemplateEvent };

/** What units of the template may log. */
export function EventsPanel({ template, mayEdit }: { template: Template; mayEdit: boolean }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const rows = template.events;
  const add = (
    <Button leftSection={<Icon name="plus" />} variant="default" onClick={() => setAsking({ kind: "add" })}>
      Add an event
    </Button>
  );
  return (
    <Panel title="Events" action={mayEdit && rows.length > 0 && add}>
      {rows.length === 0 ? (
        <EmptyState title="No events yet" action={mayEdit && add}>
          An event gives a code that firmware logs a name, a severity and a description.
        </EmptyState>
      ) : (
        <DataTable
          caption={`Events of ${template.name}`}
          columns={mayEdit ? [...columns, actions(setAsking)] : columns}
          rows={rows}
          keyOf={({ id }) => id}
        />
      )}
      {(asking?.kind === "add" || asking?.kind === "edit") && (
        <EventDialog
          templateId={template.id}
          event={asking.kind === "edit" ? asking.event : null}
          onClose={close}
        />
      )}
      {asking?.kind === "remove" && (
        <ConfirmDialog
          title={`Remove ${asking.event.name}?`}
          action="Remove"
          dangerous
          send={() =>
            api.DELETE("/api/v1/templates/{id}/events/{eventId}", {
              params: { path: { id: template.id, eventId: asking.event.id } },
            })
          }
          onClose={close}
          onDone={async () => {
            close();
            await queries.invalidateQueries({ queryKey: ["templates"] });
          }}
        >
          <Text>What devices have logged stays; it is shown by its code.</Text>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

const columns: Column<TemplateEvent>[] = [
  { key: "name", header: "Name", lead: true, cell: ({ name }) => name },
  { key: "code", header: "Code", cell: ({ code }) => <Code>{code}</Code> },
  { key: "severity", header: "Severity", cell: ({ severity }) => <ToneBadge {...severities[severity]} /> },
  { key: "description", header: "Description", cell: ({ description }) => description ?? "–" },
];

const actions = (onAsk: (asking: Asking) => void): Column<TemplateEvent> => ({
  key: "actions",
  header: "Actions",
  hiddenHeader: true,
  cell: (event) => (
    <Group gap="xs" wrap="nowrap" justify="end">
      <Button
        variant="default"
        aria-label={`Edit ${event.name}`}
        onClick={() => onAsk({ kind: "edit", event })}
      >
        Edit
      </Button>
      <Button
        variant="default"
        aria-label={`Remove ${event.name}`}
        onClick={() => onAsk({ kind: "remove", event })}
      >
        Remove
      </Button>
    </Group>
  ),
});
