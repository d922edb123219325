import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { deviceQuery, templatesQuery } from "../../shared/devices";
import { LoadingState } from "../../shared/StatePages";
import type { Device, Template } from "../../api/client";
import { renameDevice, setMetadata } from "../devices/deviceCalls";
import { TroubleNote } from "./TroubleNote";

/** The last thing: a name, and what the template asks for when a device is set up. */
export function NameForm({ deviceId, onDone }: { deviceId: number; onDone: () => void }) {
  const device = useQuery({ ...deviceQuery(deviceId), networkMode: "always" });
  const templates = useQuery(templatesQuery);
  if (device.isError)
    return (
      <TroubleNote
        trouble={{ reason: device.error.message, nextStep: "The device is online all the same." }}
        action={<Button onClick={onDone}>Go to the device</Button>}
      />
    );
  if (!device.data || templates.isPending) return <LoadingState label="Reading your device …" />;
  const template = templates.data?.items.find(({ id }) => id === device.data.templateId);
  return (
    <Stack gap="md">
      {template?.welcomeText && <Text>{template.welcomeText}</Text>}
      <Fields device={device.data} asked={askedFields(template)} onDone={onDone} />
    </Stack>
  );
}

type Field = Template["metadataFields"][number];

const askedFields = (template: Template | undefined): Field[] =>
  template?.metadataFields.filter(({ askAtProvisioning }) => askAtProvisioning) ?? [];

function Fields({ device, asked, onDone }: { device: Device; asked: Field[]; onDone: () => void }) {
  const [name, setName] = useState(device.name);
  const [metadata, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      asked.map((field) => [field.name, device.metadata[field.name] ?? field.defaultValue ?? ""]),
    ),
  );
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      if (name.trim() !== device.name) await renameDevice(device.id, name.trim());
      for (const field of asked) {
        const value = metadata[field.name]?.trim() ?? "";
        if (value !== (device.metadata[field.name] ?? "")) await setMetadata(device.id, field.name, value);
      }
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["devices"] });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="What shall it be called?"
          required
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {asked.map((field) => (
          <TextInput
            key={field.id}
            label={field.name}
            required={field.required}
            inputMode={field.type === "Text" ? "text" : "numeric"}
            value={metadata[field.name] ?? ""}
            onChange={(event) => setValues({ ...metadata, [field.name]: event.currentTarget.value })}
          />
        ))}
        {save.error && (
          <TroubleNote trouble={{ reason: save.error.message, nextStep: "Change it, or try again." }} />
        )}
        <Button type="submit" loading={save.isPending}>
          Go to the device
        </Button>
      </Stack>
    </form>
  );
}
