import { Alert, Button, Select, Stack, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf, type Template } from "../../api/client";
import { templatesQuery } from "../../shared/devices";
import { EmptyState } from "../../shared/StatePages";
import { CopyBlock } from "../parts/CopyBlock";
import { Dialog } from "../parts/Dialog";
import { ButtonLink } from "../parts/links";
import { Reading } from "../parts/Reading";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { firmwareDefines } from "../words/firmware";
import { useState } from "react";

type Made = { id: number; token: string; template: Template };

/** A device for firmware with a fixed token: what it is, then its token, shown once. */
export function NewDeviceDialog({ onClose }: { onClose: () => void }) {
  const templates = useQuery(templatesQuery);
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Dialog
      title={made ? "The device is made" : "New device by hand"}
      onClose={onClose}
      sticky={made !== null}
    >
      {made ? (
        <Token made={made} onClose={onClose} />
      ) : (
        <Reading query={templates} label="Reading the templates …">
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState
                title="A template comes first"
                action={<ButtonLink to="/console/templates">To the templates</ButtonLink>}
              >
                It says what a kind of device measures and does.
              </EmptyState>
            ) : (
              <Draft templates={items} onMade={setMade} onClose={onClose} />
            )
          }
        </Reading>
      )}
    </Dialog>
  );
}

function Draft({
  templates,
  onMade,
  onClose,
}: {
  templates: Template[];
  onMade: (made: Made) => void;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: { templateId: templates.length === 1 ? templates[0]!.id : "", name: "" },
    validate: { templateId: (id) => (id ? null : "Choose a template.") },
    send: async ({ templateId, name }) =>
      dataOf(await api.POST("/api/v1/devices", { body: { templateId, name: name.trim() || null } })),
    onDone: async (answer) => {
      const template = templates.find(({ id }) => id === answer.templateId);
      if (template) onMade({ id: answer.id!, token: answer.token!, template });
      await queries.invalidateQueries({ queryKey: ["devices"] });
    },
  });
  return (
    <ServerForm {...frame} action="Make the device" onCancel={onClose}>
      <Select
        label="Template"
        required
        data={templates.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps("templateId")}
        data-autofocus
      />
      <TextInput
        label="Name"
        description="Left empty, it takes the template's name."
        {...form.getInputProps("name")}
      />
    </ServerForm>
  );
}

function Token({ made, onClose }: { made: Made; onClose: () => void }) {
  return (
    <Stack gap="md">
      <Alert variant="outline" color="yellow" role="note">
        The token is shown only now. Whoever has it can act as this device: keep it like a password.
      </Alert>
      <CopyBlock label="Token" text={made.token} />
      <CopyBlock
        label="For the firmware"
        text={firmwareDefines(made.template.id, made.template.name, made.token)}
      />
      <Button onClick={onClose} style={{ alignSelf: "start" }}>
        I have copied it
      </Button>
    </Stack>
  );
}
