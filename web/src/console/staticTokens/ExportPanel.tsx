import { Alert, Button, Group, Select, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { saveBlob } from "../../shared/saveBlob";
import { Panel } from "../parts/Panel";
import { exportName, fetchExport, papers, type ExportOrder, type Paper } from "./exportBatch";
import type { Batch } from "./queries";
import { sizeText } from "../words/sizes";

/** The files with the secrets: for the flashing station and for the printer of labels. */
export function ExportPanel({ batch }: { batch: Batch }) {
  const { fetching, bytes, stop } = useExport(batch);
  const [paper, setPaper] = useState<Paper>("L7160");
  const button = (label: string, order: ExportOrder) => (
    <Button
      variant="default"
      aria-disabled={fetching.isPending}
      data-disabled={fetching.isPending}
      onClick={() => !fetching.isPending && fetching.mutate(order)}
    >
      {label}
    </Button>
  );
  return (
    <Panel
      title="Files"
      intro="They hold the tokens and the codes: whoever has them can act as these units. Each export leaves an entry in the audit log."
    >
      <Stack gap="md">
        <Group gap="xs">
          {button("Zip with QR codes", { format: "Zip" })}
          {button("Table (CSV)", { format: "Csv" })}
          {button("Lines of JSON", { format: "Jsonl" })}
        </Group>
        <Group gap="xs" align="end">
          <Select
            label="Labels on"
            data={papers}
            value={paper}
            allowDeselect={false}
            onChange={(word) => setPaper(word as Paper)}
          />
          {button("Labels (PDF)", { format: "Pdf", paper })}
        </Group>
        {fetching.isPending && (
          <Group gap="md">
            <Text role="status">{sizeText(bytes)} have come …</Text>
            <Button variant="default" onClick={stop}>
              Stop
            </Button>
          </Group>
        )}
        {fetching.error && fetching.error.name !== "AbortError" && (
          <Alert color="red" role="alert" variant="outline">
            {fetching.error.message}
          </Alert>
        )}
      </Stack>
    </Panel>
  );
}

function useExport(batch: Batch) {
  const [bytes, setBytes] = useState(0);
  const stopping = useRef(new AbortController());
  useEffect(() => () => stopping.current.abort(), []);
  const fetching = useMutation({
    mutationFn: (order: ExportOrder) => {
      setBytes(0);
      stopping.current = new AbortController();
      return fetchExport(batch.id, order, stopping.current.signal, setBytes);
    },
    onSuccess: (file, { format }) => saveBlob(exportName(batch.name, format), file),
  });
  return { fetching, bytes, stop: () => stopping.current.abort() };
}
