import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Device } from "../../api/client";
import { LoadingState } from "../../shared/StatePages";
import { Facts } from "../parts/Facts";
import { Panel } from "../parts/Panel";
import { templateQuery } from "../queries";
import classes from "./MetadataPanel.module.css";
import { metadataRows, type MetadataField } from "./metadata";

const hints: Partial<Record<MetadataField["type"], string>> = {
  Number: "A number",
  Imei: "15 digits",
  Iccid: "18 to 22 digits",
};

/** What people have written down about this one device, as its template asks for it. */
export function MetadataPanel({ device }: { device: Device }) {
  const template = useQuery(templateQuery(device.templateId));
  const rows = metadataRows(device, template.data?.metadataFields ?? []);
  const left = rows.filter((row) => row.field === null);
  return (
    <Panel title="Metadata">
      {template.isPending && <LoadingState label="Reading the template …" />}
      {template.isSuccess && rows.length === 0 && (
        <Text c="dimmed">The template has no metadata fields.</Text>
      )}
      <Stack gap="md">
        {rows.map(({ field, value }) =>
          field === null ? null : (
            <MetadataEntry key={field.id} device={device} field={field} value={value} />
          ),
        )}
      </Stack>
      {template.isSuccess && left.length > 0 && (
        <Facts facts={left.map(({ name, value }) => [name, value] as const)} />
      )}
    </Panel>
  );
}

function MetadataEntry({ device, field, value }: { device: Device; field: MetadataField; value: string }) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState<string | null>(null);
  const saving = useMutation({
    mutationFn: (text: string) =>
      api.PUT("/api/v1/devices/{id}/metadata/{name}", {
        params: { path: { id: device.id, name: field.name } },
        body: { value: text },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["devices"] });
      setDraft(null);
    },
  });
  const hint = [hints[field.type], field.required ? "required" : null].filter(Boolean).join(", ");
  return (
    <form
      noValidate
      className={classes.entry}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft !== null) saving.mutate(draft);
      }}
    >
      <TextInput
        className={classes.input}
        label={field.name}
        {...(hint ? { description: hint } : {})}
        value={draft ?? value}
        onChange={(event) => {
          saving.reset();
          setDraft(event.currentTarget.value);
        }}
        error={saving.error?.message}
      />
      <Button
        type="submit"
        variant="default"
        aria-label={`Save ${field.name}`}
        disabled={draft === null || draft === value}
        loading={saving.isPending}
      >
        Save
      </Button>
    </form>
  );
}
