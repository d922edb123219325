import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { Icon } from "../parts/icons";
import type { HeaderRow } from "./webhookForm";

const rowsMax = 10;

/** Headers of one's own. Values go in and never come out. */
export function HeaderFields({
  value = [],
  onChange,
  error,
}: {
  value?: HeaderRow[];
  onChange?: (rows: HeaderRow[]) => void;
  error?: React.ReactNode;
}) {
  const change = (at: number, changes: Partial<HeaderRow>) =>
    onChange?.(value.map((row, index) => (index === at ? { ...row, ...changes } : row)));
  return (
    <Stack gap="xs" component="fieldset" bd={0} p={0} m={0}>
      <Text component="legend" fw={600} size="sm">
        Headers of your own
      </Text>
      <Text size="sm" c="dimmed">
        Such as a key that your receiver asks for. Values are kept like passwords and never shown again.
      </Text>
      {value.map((row, index) => (
        <Group key={index} gap="xs" align="end" wrap="wrap">
          <TextInput
            label={`Header ${index + 1}`}
            value={row.name}
            readOnly={row.isKept}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
            style={{ flex: "1 1 160px" }}
          />
          <TextInput
            label={`Value ${index + 1}`}
            type="password"
            autoComplete="new-password"
            placeholder={row.isKept ? "stays as it is" : ""}
            value={row.value}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
            style={{ flex: "1 1 160px" }}
          />
          <Button
            variant="default"
            aria-label={`Remove header ${row.name || index + 1}`}
            onClick={() => onChange?.(value.filter((_, at) => at !== index))}
          >
            <Icon name="cross" />
          </Button>
        </Group>
      ))}
      {error && (
        <Text size="sm" c="red" role="alert">
          {error}
        </Text>
      )}
      {value.length < rowsMax && (
        <Button
          variant="default"
          leftSection={<Icon name="plus" />}
          style={{ alignSelf: "start" }}
          onClick={() => onChange?.([...value, { name: "", value: "", isKept: false }])}
        >
          Add a header
        </Button>
      )}
    </Stack>
  );
}
