import { Alert, Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Device } from "../../api/client";
import { valuesQuery } from "../../shared/devices";
import { personQuery } from "../../shared/person";
import { CopyBlock } from "../parts/CopyBlock";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { datastreamAddresses, firmwareDefines, hiddenToken, mqttCommands } from "../words/firmware";
import { mayRevealTokens } from "../words/rights";
import { useRevealedToken } from "./useRevealedToken";
import { useTemplateNames } from "./useTemplateNames";

const firstVersion = "0.1.0";

/** What goes into firmware and scripts. The token stands in it only after it was asked for, and until the tab is left. */
export function ConnectTab({ device }: { device: Device }) {
  const person = useQuery(personQuery).data;
  const values = useQuery(valuesQuery(device.id));
  const templateName = useTemplateNames();
  const revealing = useRevealedToken(device.id);
  const token = revealing.data ?? null;
  return (
    <Stack gap="lg">
      <Panel title="Token">
        <Text>
          {token === null
            ? `Below, ${hiddenToken} stands for the device's token: whoever has it can act as this device. Showing it is noted in the audit log.`
            : "The token stands in the texts below until you leave this tab. Noted in the audit log."}
        </Text>
        {revealing.error && (
          <Alert color="red" role="alert" variant="outline">
            {revealing.error.message}
          </Alert>
        )}
        <Group>
          {token !== null ? (
            <Button onClick={() => revealing.reset()}>Hide it</Button>
          ) : person && mayRevealTokens(person) ? (
            <Button variant="default" loading={revealing.isPending} onClick={() => revealing.mutate()}>
              Show the token
            </Button>
          ) : (
            <Text c="dimmed">Only an admin can see it.</Text>
          )}
        </Group>
      </Panel>
      <Panel title="Firmware" intro="The first lines of a sketch for this device.">
        <CopyBlock
          label="For the firmware"
          text={firmwareDefines(
            device.templateId,
            templateName(device.templateId),
            token,
            device.hardware?.firmwareVersion ?? firstVersion,
          )}
        />
      </Panel>
      <Panel
        title="MQTT"
        intro="The device's user name is device, its password the token. It has one connection: the newer one stays."
      >
        <Reading query={values} label="Reading the datastreams …">
          {([first]) => {
            const { listen, write } = mqttCommands(window.location.origin, first?.name ?? "NAME", token);
            return (
              <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
                <CopyBlock label="Hear what the device is told" text={listen} />
                <CopyBlock label={`Write ${first?.name ?? "a datastream"}`} text={write} />
              </SimpleGrid>
            );
          }}
        </Reading>
      </Panel>
      <Panel
        title="HTTPS"
        intro="Read and write each datastream from a script. Put your value where VALUE stands, encoded for an address."
      >
        <Reading query={values} label="Reading the datastreams …">
          {(streams) =>
            streams.length === 0 ? (
              <Text c="dimmed">The template has no datastreams yet.</Text>
            ) : (
              <Stack gap="lg">
                {streams.map(({ pin, name }) => {
                  const { read, write } = datastreamAddresses(window.location.origin, pin, token);
                  return (
                    <SimpleGrid key={pin} cols={{ base: 1, md: 2 }} spacing="md">
                      <CopyBlock label={`Read ${name} (V${pin})`} text={read} />
                      <CopyBlock label={`Write ${name} (V${pin})`} text={write} />
                    </SimpleGrid>
                  );
                })}
              </Stack>
            )
          }
        </Reading>
      </Panel>
    </Stack>
  );
}
