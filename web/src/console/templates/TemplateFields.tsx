import { Select, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { connectionTypes, type TemplateValues } from "./templateForm";

/** The questions about a template as a whole. */
export function TemplateFields({
  form,
  isReadOnly = false,
}: {
  form: UseFormReturnType<TemplateValues>;
  isReadOnly?: boolean;
}) {
  return (
    <>
      <TextInput
        label="Name"
        description="Letters, digits and spaces. Part of the name of the device's own Wi-Fi."
        required
        readOnly={isReadOnly}
        {...form.getInputProps("name")}
        data-autofocus
      />
      <TextInput label="Hardware" readOnly={isReadOnly} {...form.getInputProps("hardware")} />
      <Select
        label="Connection"
        data={connectionTypes}
        allowDeselect={false}
        readOnly={isReadOnly}
        {...form.getInputProps("connectionType")}
      />
      <TextInput
        label="Hotspot prefix"
        description="How the name of the device's own Wi-Fi begins; the app looks for it."
        readOnly={isReadOnly}
        {...form.getInputProps("hotspotPrefix")}
      />
      <Textarea
        label="Welcome text"
        description="What the app says to a customer whose new unit is online. May be empty."
        autosize
        minRows={2}
        maxLength={500}
        readOnly={isReadOnly}
        {...form.getInputProps("welcomeText")}
      />
    </>
  );
}
