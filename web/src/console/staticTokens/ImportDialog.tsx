import { Alert, Button, FileInput, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { templatesQuery } from "../../shared/devices";
import { Dialog } from "../parts/Dialog";
import { TableRefused } from "./importTable";
import { TableProgress } from "./TableProgress";
import { TableReport } from "./TableReport";
import { UploadStopped } from "./TableUpload";
import { useTable, type Draft } from "./useTable";

/** Orders a token for each row of a table: the table is looked at first, and nothing is made while anything is wrong with it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const templates = useQuery(templatesQuery).data?.items ?? [];
  const [table, setTable] = useState<File | null>(null);
  const [order, setOrder] = useState<Draft>({
    templateId: "",
    name: "",
    map: {},
  });
  const { checking, ordering, sent } = useTable(table);
  const isBusy = checking.isPending || ordering.isPending;
  // What was found out about another table or template is about nothing any more.
  const change = (changes: Partial<Draft>) => {
    setOrder({ ...order, ...changes });
    checking.reset();
  };
  const report =
    checking.data ?? (checking.error instanceof TableRefused ? checking.error.report : undefined);
  const trouble = ordering.error ?? (report ? null : checking.error);
  const template = templates.find(({ id }) => id === order.templateId);
  return (
    <Dialog title="Order from a table" onClose={onClose}>
      <Stack gap="md">
        <Text>
          One token for each row. The first row names the columns: a column called as a metadata field of the
          template, or Device Name, fills it.
        </Text>
        <Select
          label="Template"
          required
          searchable
          disabled={isBusy}
          data={templates.map(({ id, name }) => ({ value: id, label: name }))}
          value={order.templateId || null}
          onChange={(id) => change({ templateId: id ?? "", map: {} })}
          data-autofocus
        />
        <FileInput
          label="Table"
          description="CSV, up to 256 MB and 1,000,000 rows"
          placeholder="Choose a file"
          accept=".csv,text/csv"
          required
          size="md"
          disabled={isBusy}
          value={table}
          onChange={(file) => {
            setTable(file);
            change({ map: {} });
          }}
        />
        <TextInput
          label="Name"
          description="What you call the batch; otherwise the template and the day"
          maxLength={60}
          disabled={isBusy}
          value={order.name}
          onChange={(event) => setOrder({ ...order, name: event.currentTarget.value })}
        />
        {report && (
          <TableReport
            report={report}
            fields={template?.metadataFields.map(({ name }) => name) ?? []}
            onMap={(column, field) => {
              const mapped = { ...order, map: { ...order.map, [column]: field } };
              setOrder(mapped);
              checking.mutate(mapped);
            }}
          />
        )}
        {isBusy && <TableProgress sent={sent} isOrdering={ordering.isPending} />}
        {trouble && !isBusy && (
          <Alert color="red" role="alert" variant="outline">
            {trouble.message}
          </Alert>
        )}
        <Group gap="xs">
          {report && report.errorCount === 0 ? (
            <Button loading={ordering.isPending} onClick={() => ordering.mutate(order)}>
              Order {report.tokens} tokens
            </Button>
          ) : (
            <Button
              loading={checking.isPending}
              disabled={table === null || order.templateId === ""}
              onClick={() => checking.mutate(order)}
            >
              {trouble instanceof UploadStopped ? "Go on" : "Look at the table"}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
