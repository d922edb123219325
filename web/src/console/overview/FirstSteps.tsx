import { Group, Text } from "@mantine/core";
import { ButtonLink } from "../parts/links";
import { Panel } from "../parts/Panel";

/** A new installation: the next thing to do, and the one after it. */
export function FirstSteps({ hasTemplate }: { hasTemplate: boolean }) {
  return (
    <Panel title="Bring the first device in">
      {hasTemplate ? (
        <Text>
          There is a template, so firmware can carry its id. Now add a device: switch it on and follow the
          app.
        </Text>
      ) : (
        <Text>
          Say first what kind of device it is: a template names what it measures and does, and firmware
          carries its id. Then the app brings devices of that kind in.
        </Text>
      )}
      <Group gap="xs">
        {hasTemplate ? (
          <>
            <ButtonLink to="/app">Add a device in the app</ButtonLink>
            <ButtonLink to="/console/templates" variant="default">
              Templates
            </ButtonLink>
          </>
        ) : (
          <>
            <ButtonLink to="/console/templates">Make a template</ButtonLink>
            <ButtonLink to="/app" variant="default">
              Add a device in the app
            </ButtonLink>
          </>
        )}
      </Group>
    </Panel>
  );
}
