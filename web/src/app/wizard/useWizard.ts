import { useEffect, useState, useSyncExternalStore } from "react";
import { chooseWay, readsAddressSpace } from "./deviceLink";
import { resume } from "./keeping";
import { firstState, type Turn } from "./wizardState";
import { keptWizard, rememberedWifi } from "./wizardStore";
import { WizardShell } from "./WizardShell";

/** The wizard for a new device, or for an existing one's new network; null until what was kept has been read. */
export function useWizardShell(
  existing: number | null,
  open: (deviceId: number | null) => void,
): WizardShell | null {
  const [shell, setShell] = useState<WizardShell | null>(null);
  useEffect(() => {
    let made: WizardShell | null = null;
    let abandoned = false;
    void firstTurn(existing).then((first) => {
      if (abandoned) return;
      made = new WizardShell(first, open);
      setShell(made);
    });
    return () => {
      abandoned = true;
      made?.close();
    };
  }, [existing, open]);
  return shell;
}

export function useWizardState(shell: WizardShell) {
  return useSyncExternalStore(shell.subscribe, () => shell.state);
}

async function firstTurn(existing: number | null): Promise<Turn> {
  const kept = await keptWizard();
  if (kept?.existing === existing) return resume(kept, Date.now());
  const wifi = await rememberedWifi();
  const way = chooseWay({
    https: location.protocol === "https:",
    host: location.hostname,
    asksForLocalNetwork: readsAddressSpace(),
  });
  return {
    state: firstState({ existing, ...way, ...(wifi ? { wifi } : {}) }),
    // Another attempt was left unfinished: its token is worth nothing any more.
    effects: kept?.ticket ? [{ type: "cancelSession", sessionId: kept.ticket.id }] : [],
  };
}
