import type { LightState } from "../../design/tokens";
import type { WizardState } from "./wizardState";

export type Milestone = { label: string; status: "done" | "now" | "next" | "failed" };

/** The way of a device into the cloud, as far as it has come. */
export function milestonesOf(state: WizardState): Milestone[] {
  const { progress } = state;
  const seen = new Set(state.steps.map((step) => step.name));
  const online = progress.kind === "succeeded";
  const reached = online || seen.has("device_seen") || seen.has("code_traded");
  const sent = online || progress.kind === "waiting" || seen.has("credentials_sent") || reached;
  const done = [sent, reached, online || seen.has("template_bound"), online];
  const current = done.indexOf(false);
  const labels = [
    "The device has your settings",
    "It joins your Wi-Fi and reaches the cloud",
    "The cloud recognises it",
    "It is online",
  ];
  return labels.map((label, index) => ({ label, status: statusOf(index) }));

  function statusOf(index: number): Milestone["status"] {
    if (done[index]) return "done";
    if (index !== current) return "next";
    return progress.kind === "failed" ? "failed" : "now";
  }
}

/** What the device's own light should show meanwhile. */
export function expectedLight(state: WizardState): LightState {
  switch (state.progress.kind) {
    case "succeeded":
      return "running";
    case "failed":
      return "error";
    case "waiting":
      return state.steps.some(({ name }) => name === "device_seen" || name === "code_traded")
        ? "connectingCloud"
        : "connectingNetwork";
    default:
      return "beingSetUp";
  }
}
