import { Select, Switch, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { historiesOf, type DatastreamValues } from "./datastreamForm";

type Form = { form: UseFormReturnType<DatastreamValues> };

/** What the numbers of an enumeration stand for. */
export function WordFields({ form }: Form) {
  return (
    <>
      <Textarea
        size="md"
        label="Words"
        description="One a line: 0 = Off. A colour may follow: 1 = On #08845c"
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps("words")}
      />
      <TextInput
        label="Any other number becomes"
        description="Empty: it is refused"
        inputMode="numeric"
        {...form.getInputProps("fallback")}
      />
    </>
  );
}

/** What is kept of its past, and how long its value holds. */
export function KeepingFields({ form }: Form) {
  const histories = historiesOf(form.values.type);
  const { history } = form.values;
  return (
    <>
      <Select
        label="History"
        description="How long it is kept is a setting of the cloud"
        data={histories}
        allowDeselect={false}
        {...form.getInputProps("history")}
        value={histories.some(({ value }) => value === history) ? history : "Raw"}
      />
      <TextInput
        label="A value holds for (minutes)"
        description="Then it reads as the default, or as none. Empty: until the next one"
        inputMode="decimal"
        {...form.getInputProps("expiresAfter")}
      />
      <Switch
        size="md"
        label="A value holds only while the device is online"
        {...form.getInputProps("expiresOffline", { type: "checkbox" })}
      />
    </>
  );
}
