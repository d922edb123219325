import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import type { Dispatch } from "./AddDevicePage";
import { CodeNote } from "./CodeNote";
import { JoinGuide } from "./JoinGuide";
import { SearchNote } from "./SearchNote";
import { TroubleNote } from "./TroubleNote";
import { WizardFrame } from "./WizardFrame";
import { WorkbenchAir } from "./WorkbenchAir";
import { accessPointAddress, type WizardState } from "./wizardState";

/** Screen 2: into the device's Wi-Fi; but not before the token is here, for there is no internet there. */
export function JoinScreen({
  state,
  dispatch,
  workbench,
}: {
  state: WizardState;
  dispatch: Dispatch;
  workbench: string | null;
}) {
  return (
    <WizardFrame
      step={2}
      title="Join its Wi-Fi"
      onBack={() => dispatch({ type: "back" })}
      onLeave={() => dispatch({ type: "left" })}
    >
      {state.ticket ? (
        <>
          {state.notice && <TroubleNote trouble={state.notice} mild />}
          <JoinGuide templates={state.templates} />
          {workbench && (
            <WorkbenchAir address={workbench} onChoose={(address) => dispatch({ type: "joined", address })} />
          )}
          <SearchNote search={state.search} dispatch={dispatch} />
          <Button
            loading={state.search.kind === "looking"}
            onClick={() => dispatch({ type: "joined", address: state.device?.address ?? accessPointAddress })}
          >
            I have joined
          </Button>
          {state.looksByItself && (
            <Text c="dimmed" size="sm" ta="center">
              This page goes on by itself as soon as it sees the device.
            </Text>
          )}
          <CodeNote ticket={state.ticket} dispatch={dispatch} />
        </>
      ) : (
        <TicketNote state={state} dispatch={dispatch} />
      )}
    </WizardFrame>
  );
}

function TicketNote({ state, dispatch }: { state: WizardState; dispatch: Dispatch }) {
  const { asking } = state;
  if (asking.kind === "refused")
    return (
      <TroubleNote
        trouble={asking.trouble}
        action={
          asking.signedOut ? (
            <Button
              component="a"
              href={`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`}
            >
              Sign in
            </Button>
          ) : (
            <Button onClick={() => dispatch({ type: "askAgain" })}>Try again</Button>
          )
        }
      />
    );
  if (asking.kind === "offline" || !state.cloudReachable)
    return (
      <TroubleNote
        mild
        trouble={{
          reason: "Your phone has no internet right now.",
          nextStep:
            "A key for the device is fetched first; that takes a second. We will look again as soon as your phone is back online.",
        }}
        action={<Button onClick={() => dispatch({ type: "askAgain" })}>Look now</Button>}
      />
    );
  return (
    <Group role="status" wrap="nowrap">
      <Loader size="sm" aria-hidden />
      <Stack gap={0}>
        <Text fw={600}>Fetching a key for your device …</Text>
        <Text c="dimmed" size="sm">
          Stay online for this moment.
        </Text>
      </Stack>
    </Group>
  );
}
