import { Button, Code, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Device, Value } from "../../api/client";
import { valuesQuery } from "../../shared/devices";
import { EmptyState } from "../../shared/StatePages";
import { DataTable, type Column } from "../parts/DataTable";
import { ButtonLink } from "../parts/links";
import { Moment } from "../parts/Moment";
import { Reading } from "../parts/Reading";
import { rangeText, shownText } from "../words/values";
import { WriteDialog } from "./WriteDialog";

/** Every datastream with its latest value, live. */
export function ValuesTab({ device }: { device: Device }) {
  const values = useQuery(valuesQuery(device.id));
  const [writing, setWriting] = useState<Value | null>(null);
  return (
    <Reading query={values} label="Reading the values …">
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState
            title="No datastreams"
            action={
              <ButtonLink to="/console/templates/$templateId" params={{ templateId: device.templateId }}>
                To the template
              </ButtonLink>
            }
          >
            The template says what a device measures and does. This one says nothing yet.
          </EmptyState>
        ) : (
          <>
            <DataTable
              caption={`Values of ${device.name}`}
              columns={columns(setWriting)}
              rows={rows}
              keyOf={(value) => value.pin}
            />
            {writing && <WriteDialog device={device} datastream={writing} onClose={() => setWriting(null)} />}
          </>
        )
      }
    </Reading>
  );
}

const columns = (onWrite: (value: Value) => void): Column<Value>[] => [
  { key: "name", header: "Datastream", lead: true, cell: (value) => value.name },
  { key: "pin", header: "Pin", cell: (value) => <Code>V{value.pin}</Code> },
  {
    key: "value",
    header: "Value",
    cell: (value) => (
      <>
        <strong>{shownText(value)}</strong>
        {value.expired && (
          <Text size="sm" c="dimmed">
            The last one holds no more
          </Text>
        )}
      </>
    ),
  },
  {
    key: "when",
    header: "Since",
    cell: (value) => <Moment at={value.updatedAt} otherwise="never written" />,
  },
  { key: "type", header: "Type", cell: (value) => value.type },
  { key: "range", header: "Range", cell: (value) => rangeText(value.min, value.max, value.unit) ?? "–" },
  {
    key: "write",
    header: "Write",
    hiddenHeader: true,
    cell: (value) => (
      <Button variant="default" aria-label={`Write ${value.name}`} onClick={() => onWrite(value)}>
        Write
      </Button>
    ),
  },
];
