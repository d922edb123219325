import { useDisclosure } from "@mantine/hooks";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { LoadingState } from "../../shared/StatePages";
import { JoinScreen } from "./JoinScreen";
import { LeaveDialog } from "./LeaveDialog";
import { LightScreen } from "./LightScreen";
import { useStandingOrders } from "./useStandingOrders";
import { useWizardShell, useWizardState } from "./useWizard";
import { WatchScreen } from "./WatchScreen";
import { WifiScreen } from "./WifiScreen";
import type { WizardShell } from "./WizardShell";
import type { WizardEvent, WizardState } from "./wizardState";
import { workbenchAddress } from "./air";

export type Dispatch = (event: WizardEvent) => void;

const route = getRouteApi("/app/add");

/** Adds a device, or gives an existing one another network, in four screens. */
export function AddDevicePage() {
  const { device, workbench } = route.useSearch();
  const navigate = useNavigate();
  const open = useCallback(
    (deviceId: number | null) =>
      void (deviceId === null
        ? navigate({ to: "/app/devices" })
        : navigate({ to: "/app/devices/$id", params: { id: String(deviceId) } })),
    [navigate],
  );
  const shell = useWizardShell(device ?? null, open);
  if (!shell) return <LoadingState label="One moment …" />;
  return <Wizard shell={shell} workbench={workbenchAddress(workbench, location.hostname)} />;
}

function Wizard({ shell, workbench }: { shell: WizardShell; workbench: string | null }) {
  const state = useWizardState(shell);
  const [leaving, leave] = useDisclosure(false);
  useStandingOrders(state, shell.dispatch);
  // An attempt under way is not ended by a slip of the thumb.
  const dispatch: Dispatch = (event) =>
    event.type === "left" && state.ticket !== null ? leave.open() : shell.dispatch(event);
  return (
    <>
      <WizardScreen state={state} dispatch={dispatch} workbench={workbench} />
      <LeaveDialog
        opened={leaving && state.ticket !== null}
        onStay={leave.close}
        onLeave={() => shell.dispatch({ type: "left" })}
      />
    </>
  );
}

function WizardScreen({
  state,
  dispatch,
  workbench,
}: {
  state: WizardState;
  dispatch: Dispatch;
  workbench: string | null;
}) {
  switch (state.stage) {
    case "light":
      return <LightScreen existing={state.existing} dispatch={dispatch} />;
    case "join":
      return <JoinScreen state={state} dispatch={dispatch} workbench={workbench} />;
    case "wifi":
      return <WifiScreen state={state} dispatch={dispatch} />;
    case "watch":
      return <WatchScreen state={state} dispatch={dispatch} />;
  }
}
