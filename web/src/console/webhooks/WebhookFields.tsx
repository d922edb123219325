import { Checkbox, NativeSelect, NumberInput, Stack, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import type { Person } from "../../api/client";
import { templatesQuery } from "../../shared/devices";
import { maySwitch } from "../words/rights";
import { HeaderFields } from "./HeaderFields";
import type { WebhookForm } from "./webhookForm";
import { contents, triggers } from "./words";

/** Everything that is chosen about a webhook. */
export function WebhookFields({ form, me }: { form: UseFormReturnType<WebhookForm>; me: Person }) {
  const templates = useQuery(templatesQuery).data?.items ?? [];
  const hears = (trigger: string) => form.values.triggers.includes(trigger);
  return (
    <>
      <TextInput
        label="Name"
        description="Whom it tells, such as Warehouse."
        required
        {...form.getInputProps("name")}
        data-autofocus
      />
      <TextInput
        label="Address"
        description="Messages are posted here."
        placeholder="https://hooks.example.com/firstlight"
        type="url"
        required
        {...form.getInputProps("url")}
      />
      <Checkbox.Group label="Call it when" required {...form.getInputProps("triggers")}>
        <Stack gap="xs" mt="xs">
          {triggers.map(([word, label]) => (
            <Checkbox key={word} value={word} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      <NativeSelect
        label="For devices of"
        data={[
          { value: "", label: "every template" },
          ...templates.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps("templateId")}
      />
      {hears("Datastream") && (
        <TextInput
          label="Datastream"
          description="Its pin, such as V4; empty for all."
          {...form.getInputProps("pin")}
        />
      )}
      {hears("Event") && (
        <TextInput
          label="Event codes"
          description="With commas between them; empty for all."
          {...form.getInputProps("eventCodes")}
        />
      )}
      {(maySwitch(me) || form.values.includesBelow) && (
        <Checkbox
          label="Devices of the organisations below, too"
          {...form.getInputProps("includesBelow", { type: "checkbox" })}
        />
      )}
      <NumberInput
        label="Requests a minute"
        description="What comes faster waits; of the values of a datastream the newest is sent."
        min={1}
        max={600}
        allowDecimal={false}
        {...form.getInputProps("requestsPerMinute")}
      />
      <Textarea
        label="Message of your own"
        description="Empty for ours. Placeholders such as {device_name} and {device_pinValue} are filled."
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps("body")}
      />
      {form.values.body !== "" && (
        <NativeSelect label="The message is" data={[...contents]} {...form.getInputProps("content")} />
      )}
      <HeaderFields {...form.getInputProps("headers")} />
    </>
  );
}
