import { Alert, Button, Stack, Text } from "@mantine/core";
import { StatusLight } from "../../design/StatusLight";
import type { Dispatch } from "./AddDevicePage";
import { HandOver } from "./HandOver";
import { MilestoneList } from "./MilestoneList";
import { expectedLight, milestonesOf } from "./milestones";
import { NameForm } from "./NameForm";
import { TroubleNote } from "./TroubleNote";
import { WizardFrame } from "./WizardFrame";
import type { WizardState } from "./wizardState";
import classes from "./wizard.module.css";

/** Screen 4: the session's steps as they happen; success is what the cloud says, nothing else. */
export function WatchScreen({ state, dispatch }: { state: WizardState; dispatch: Dispatch }) {
  const { progress } = state;
  const leave = () => dispatch({ type: "left" });
  if (progress.kind === "succeeded")
    return (
      <WizardFrame step={4} title="It is online">
        <div className={classes.stage} role="status">
          <StatusLight state="running" size={96} label="The light swells green: online" />
          <Text fw={600}>
            {state.existing ? "Your device is in its new network." : "Your device is in your account now."}
          </Text>
        </div>
        <NameForm deviceId={progress.deviceId} onDone={() => dispatch({ type: "finished" })} />
      </WizardFrame>
    );
  if (progress.kind === "handOver") return <HandOver state={state} dispatch={dispatch} />;
  const failed = progress.kind === "failed";
  return (
    <WizardFrame
      step={4}
      title={failed ? "It did not get online" : "Watching it come online"}
      onLeave={leave}
    >
      <div className={classes.stage}>
        <StatusLight
          state={expectedLight(state)}
          size={96}
          label={failed ? "The attempt failed" : "What the device's light shows now"}
        />
        <MilestoneList milestones={milestonesOf(state)} />
      </div>
      {failed && (
        <TroubleNote
          trouble={progress.trouble}
          action={
            <>
              <Button onClick={() => dispatch({ type: "retry" })}>Try again</Button>
              <Text size="sm">Everything you typed is kept.</Text>
            </>
          }
        />
      )}
      {!failed && !state.cloudReachable && <OfflineNote />}
      {progress.kind === "waiting" && <WaitingHelp slow={progress.slow} dispatch={dispatch} />}
    </WizardFrame>
  );
}

function OfflineNote() {
  return (
    <Alert color="yellow" role="status">
      <Text fw={600}>Your phone has no internet right now.</Text>
      The device goes on by itself. We will look again as soon as your phone is back online; if it stays in
      the device's Wi-Fi, choose your own Wi-Fi.
    </Alert>
  );
}

function WaitingHelp({ slow, dispatch }: { slow: boolean; dispatch: Dispatch }) {
  return (
    <Stack gap="sm">
      <Text c="dimmed" ta="center">
        {slow
          ? "This takes longer than usual. Does its light beat blue again? Then it could not get online, and can say why."
          : "This takes up to two minutes. Keep the device switched on and close to your router."}
      </Text>
      <Button variant={slow ? "filled" : "default"} onClick={() => dispatch({ type: "deviceIsBack" })}>
        The light beats blue again
      </Button>
    </Stack>
  );
}
