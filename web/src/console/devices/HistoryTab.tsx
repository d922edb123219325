import { Alert, Button, Group, SegmentedControl, Select, Stack, Switch } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Device, Value } from "../../api/client";
import { valuesQuery } from "../../shared/devices";
import { EmptyState } from "../../shared/StatePages";
import { Icon } from "../parts/icons";
import { Reading } from "../parts/Reading";
import { saveFile } from "../parts/saveFile";
import { csvText, fileName } from "../words/csv";
import { isNumeric } from "../words/values";
import { historyQuery, pointsMax, ranges, tableOf, type Range } from "./history";
import { HistoryView } from "./HistoryView";

/** How a datastream went. */
export function HistoryTab({ device }: { device: Device }) {
  const values = useQuery(valuesQuery(device.id));
  return (
    <Reading query={values} label="Reading the datastreams …">
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title="No datastreams">Its template has none, so nothing is kept.</EmptyState>
        ) : (
          <Chosen device={device} datastreams={rows} />
        )
      }
    </Reading>
  );
}

function Chosen({ device, datastreams }: { device: Device; datastreams: Value[] }) {
  const [pin, setPin] = useState(
    () => (datastreams.find(({ type }) => isNumeric(type)) ?? datastreams[0]!).pin,
  );
  const [range, setRange] = useState<Range>("hour");
  const [isTable, setTable] = useState(false);
  const datastream = datastreams.find((candidate) => candidate.pin === pin) ?? datastreams[0]!;
  const history = useQuery({
    ...historyQuery(device.id, pin, range, isNumeric(datastream.type)),
    placeholderData: keepPreviousData,
  });
  const download = () => {
    if (!history.data) return;
    const unit = datastream.unit ? ` (${datastream.unit})` : "";
    const { header, rows } = tableOf(history.data, datastream.name + unit);
    saveFile(fileName(device.name, datastream.name, range) + ".csv", csvText(header, rows));
  };
  return (
    <Stack gap="md">
      <Group gap="md" align="end">
        <Select
          label="Datastream"
          data={datastreams.map(({ pin, name }) => ({ value: String(pin), label: `${name} (V${pin})` }))}
          value={String(pin)}
          onChange={(word) => word && setPin(Number(word))}
          allowDeselect={false}
        />
        <SegmentedControl
          aria-label="Range"
          size="md"
          value={range}
          onChange={(word) => setRange(word as Range)}
          data={Object.entries(ranges).map(([value, { label }]) => ({ value, label }))}
        />
        <Switch
          label="As a table"
          size="md"
          checked={isTable}
          onChange={(event) => setTable(event.currentTarget.checked)}
          mb={12}
        />
        <Button
          variant="default"
          leftSection={<Icon name="download" />}
          disabled={!history.data?.points.length || history.isPlaceholderData}
          onClick={download}
        >
          Download CSV
        </Button>
      </Group>
      <Reading query={history} label="Reading the history …">
        {(data) => (
          <>
            {data.isCut && (
              <Alert variant="outline" color="yellow">
                This range holds more than {pointsMax.toLocaleString("en")} points; the oldest of them are
                shown. Choose a shorter range to see the newest.
              </Alert>
            )}
            <HistoryView datastream={datastream} range={range} history={data} isTable={isTable} />
          </>
        )}
      </Reading>
    </Stack>
  );
}
