import type { System } from "../wizard/joinHelp";

/** Chromium's offer to install the page. */
export type InstallOffer = Event & { prompt: () => Promise<unknown> };

export type InstallHint =
  { kind: "none" } | { kind: "offer" } | { kind: "ios" } | { kind: "needsHttps" } | { kind: "menu" };

/** How this page gets onto the home screen, if it is not there already. */
export function installHint(page: {
  installed: boolean;
  secure: boolean;
  offered: boolean;
  system: System;
}): InstallHint {
  if (page.installed) return { kind: "none" };
  if (!page.secure) return { kind: "needsHttps" };
  if (page.offered) return { kind: "offer" };
  return { kind: page.system === "ios" ? "ios" : "menu" };
}

let offer: InstallOffer | null = null;
const listeners = new Set<() => void>();

// The browser makes its offer once, soon after loading: it is kept until the person comes to it.
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event as InstallOffer;
  for (const listener of listeners) listener();
});

export const installOffer = {
  get: () => offer,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
