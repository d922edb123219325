import { Alert, Button, Group, Select, SimpleGrid, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Problem, Unreachable, type Value } from "../../api/client";
import { Gauge } from "../../app/device/Gauge";
import { EmptyState, ErrorState, LoadingState } from "../../shared/StatePages";
import { FailurePanel } from "../activations/FailurePanel";
import { LiveBanner } from "../LiveBanner";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { CopyBlock } from "../parts/CopyBlock";
import { DataTable } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { Panel } from "../parts/Panel";
import { ServerForm } from "../parts/ServerForm";
import { Timeline } from "../parts/Timeline";
import { ToneBadge } from "../parts/ToneBadge";
import { Trouble } from "../parts/Trouble";
import { sessionStates, type Tone } from "../words/labels";

const nothing = () => {};

export function Buttons() {
  const [asks, setAsks] = useState(false);
  return (
    <Panel title="Buttons">
      <Group gap="xs">
        <Button>First choice</Button>
        <Button variant="default">Other choice</Button>
        <Button leftSection={<Icon name="plus" />}>With a sign</Button>
        <Button disabled>Not now</Button>
        <Button loading aria-label="Under way">
          Under way
        </Button>
        <Button variant="outline" color="red" onClick={() => setAsks(true)}>
          Dangerous
        </Button>
      </Group>
      {asks && (
        <ConfirmDialog
          title="Delete Kitchen?"
          action="Delete for good"
          typed="Kitchen"
          send={() => Promise.reject(new Problem(409, "in_use", "It is in use."))}
          onClose={() => setAsks(false)}
          onDone={nothing}
        >
          The name has to be typed before the button works; then it is refused.
        </ConfirmDialog>
      )}
    </Panel>
  );
}

export function Forms() {
  return (
    <Panel title="Forms">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <ServerForm submit={(event) => event.preventDefault()} rest={null} isPending={false} action="Save">
          <TextInput label="Name" description="1 to 50 characters" required defaultValue="Kitchen" />
          <Select label="Type" data={["Integer", "Double"]} defaultValue="Double" />
          <Switch size="md" label="Send it on connect" defaultChecked />
        </ServerForm>
        <ServerForm
          submit={(event) => event.preventDefault()}
          rest="There are devices of Thermostat; delete them first."
          isPending={false}
          action="Save"
          onCancel={nothing}
        >
          <TextInput label="Pin" required defaultValue="V300" error="A pin from V0 to V255 is needed." />
          <TextInput label="Not changeable" defaultValue="TMPL12345678" disabled />
          <Textarea label="Note" placeholder="What else is known" />
        </ServerForm>
      </SimpleGrid>
      <CopyBlock label="To copy" text={'#define BLYNK_TEMPLATE_ID "TMPL12345678"'} />
    </Panel>
  );
}

export function Lists() {
  return (
    <Panel title="Lists">
      <Group gap="xs">
        {Object.values(sessionStates).map((state) => (
          <ToneBadge key={state.label} {...state} />
        ))}
      </Group>
      <Timeline
        label="An example"
        entries={(["quiet", "busy", "bad", "good"] as Tone[]).map((tone, index) => ({
          key: tone,
          tone,
          label: `A ${tone} step`,
          when: `+${index} s`,
          ...(index === 2 ? { detail: "code 722" } : {}),
        }))}
      />
      <DataTable
        caption="An example table"
        columns={[
          { key: "name", header: "Name", lead: true, cell: ([name]) => name },
          { key: "value", header: "Value", cell: ([, value]) => value },
        ]}
        rows={[
          ["Temperature", "21.5 °C"],
          ["Target", "20 °C"],
        ]}
        keyOf={([name]) => name ?? ""}
      />
    </Panel>
  );
}

export function Readings() {
  return (
    <Panel title="Readings">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        {[null, -40, 22.1, 999].map((value) => (
          <Gauge key={value} stream={{ ...reading, value }} />
        ))}
      </SimpleGrid>
    </Panel>
  );
}

const reading: Value = {
  pin: 0,
  name: "Temperature",
  type: "Double",
  unit: "°C",
  min: -40,
  max: 80,
  value: null,
  updatedAt: null,
  decimals: null,
  expired: false,
  words: null,
};

export function States() {
  return (
    <Panel title="States">
      <LiveBanner state="broken" />
      <Alert variant="outline" color="yellow">
        Something to know.
      </Alert>
      <FailurePanel
        failure={{
          code: 722,
          cause: "wrong_wifi_password",
          reason: "The Wi-Fi network did not accept the password.",
          nextStep: "Type the password again; upper and lower case matter.",
        }}
      />
      <Stack>
        <EmptyState title="Nothing here yet" action={<Button>Make the first one</Button>}>
          An empty list says what belongs here and how it gets there.
        </EmptyState>
        <LoadingState label="Reading …" />
        <ErrorState error={new Unreachable()} retry={nothing} />
        <Trouble error={new Problem(403, "forbidden", "Only an admin may do this.")} retry={nothing} />
      </Stack>
    </Panel>
  );
}
