import { useLocation } from "@tanstack/react-router";
import { VersionBar } from "./VersionBar";
import { NewVersion } from "./newVersion";

// Browsers have service workers on secure pages only; without them pages always come from the cloud.
const version =
  "serviceWorker" in navigator && import.meta.env.PROD
    ? new NewVersion(navigator.serviceWorker, () => location.reload())
    : null;

/** Called once, when the page starts. Without internet, and without a worker, the page works all the same. */
export const watchVersion = () => void version?.watch().catch(() => undefined);

/** The bar, wherever one is; the wizard has the phone to itself. */
export function AppVersion() {
  const busy = useLocation({ select: ({ pathname }) => pathname === "/app/add" });
  return version && <VersionBar version={version} busy={busy} />;
}
