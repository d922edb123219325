import { Chip, Group, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Template } from "../../api/client";
import { Panel } from "../parts/Panel";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { durationText } from "../words/times";
import { readNumber } from "../words/values";
import { checkSeconds, commonWaits, templateAliases } from "./templateForm";

/** When a device whose connection ended counts as offline. It holds for every connection that ends from now on. */
export function LifecyclePanel({ template, mayEdit }: { template: Template; mayEdit: boolean }) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: { offlineAfterSeconds: String(template.offlineAfterSeconds) },
    validate: { offlineAfterSeconds: checkSeconds },
    aliases: templateAliases,
    send: ({ offlineAfterSeconds }) =>
      api.PUT("/api/v1/templates/{id}", {
        params: { path: { id: template.id } },
        body: {
          name: null,
          hardware: null,
          connectionType: null,
          hotspotPrefix: null,
          welcomeText: null,
          offlineAfterSeconds: readNumber(offlineAfterSeconds),
        },
      }),
    onDone: async () => {
      notifications.show({ message: "The wait is saved." });
      await queries.invalidateQueries({ queryKey: ["templates"] });
    },
  });
  return (
    <Panel
      title="Connection lifecycle"
      intro="A device that loses its connection counts as online until this wait is over. If it is back by then, nobody hears of it: no offline event, no line on its timeline."
    >
      {mayEdit ? (
        <ServerForm {...frame} action="Save the wait">
          <Chip.Group
            value={form.values.offlineAfterSeconds}
            onChange={(seconds) => form.setFieldValue("offlineAfterSeconds", String(seconds))}
          >
            <Group gap="xs" role="group" aria-label="Common waits">
              {commonWaits.map(({ value, label }) => (
                <Chip key={value} value={value} size="md" styles={{ label: { minHeight: 48 } }}>
                  {label}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <TextInput
            label="Offline after, in seconds"
            inputMode="numeric"
            {...form.getInputProps("offlineAfterSeconds")}
          />
        </ServerForm>
      ) : (
        <Text>Offline after {durationText(template.offlineAfterSeconds * 1000)}.</Text>
      )}
    </Panel>
  );
}
