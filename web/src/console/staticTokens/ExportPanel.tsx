import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { saveBlob } from "../parts/saveFile";
import { Panel } from "../parts/Panel";
import { exportName, fetchExport, type ExportFormat } from "./exportBatch";
import type { Batch } from "./queries";
import { sizeText } from "./words";

const formats: { format: ExportFormat; label: string }[] = [
  { format: "Zip", label: "Zip with QR codes" },
  { format: "Csv", label: "Table (CSV)" },
  { format: "Jsonl", label: "Lines of JSON" },
];

/** The files with the secrets: for the flashing station and for the printer of labels. */
export function ExportPanel({ batch }: { batch: Batch }) {
  const [bytes, setBytes] = useState(0);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const fetching = useMutation({
    mutationFn: (format: ExportFormat) => {
      setBytes(0);
      stopping.current = new AbortController();
      return fetchExport(batch.id, format, stopping.current.signal, setBytes);
    },
    onSuccess: (file, format) => saveBlob(exportName(batch.name, format), file),
  });
  const stopped = stopping.current?.signal.aborted ?? false;
  return (
    <Panel
      title="Files"
      intro="They hold the tokens and the codes: whoever has them can act as these units. Each export leaves an entry in the audit log."
    >
      <Stack gap="sm">
        <Group gap="xs">
          {formats.map(({ format, label }) => (
            <Button
              key={format}
              variant={format === "Zip" ? "filled" : "default"}
              disabled={fetching.isPending}
              onClick={() => fetching.mutate(format)}
            >
              {label}
            </Button>
          ))}
        </Group>
        {fetching.isPending && (
          <Group gap="md">
            <Text role="status">{sizeText(bytes)} have come …</Text>
            <Button variant="default" onClick={() => stopping.current?.abort()}>
              Stop
            </Button>
          </Group>
        )}
        {fetching.error && !stopped && (
          <Alert color="red" role="alert" variant="outline">
            {fetching.error.message}
          </Alert>
        )}
      </Stack>
    </Panel>
  );
}
