import type { Schemas } from "../../api/client";

export type SessionState = Schemas["ProvisioningState"];
export type Tone = "good" | "bad" | "busy" | "quiet";

/** How each end of an activation reads. The tone is never the only carrier: the label says it too. */
export const sessionStates: Record<SessionState, { label: string; tone: Tone }> = {
  Pending: { label: "Under way", tone: "busy" },
  Succeeded: { label: "Activated", tone: "good" },
  Failed: { label: "Failed", tone: "bad" },
  Cancelled: { label: "Cancelled", tone: "quiet" },
  Expired: { label: "Expired", tone: "bad" },
};

export type Label = { label: string; tone: Tone };

/** How a device got its identity. */
export const methods: Record<Schemas["ActivationMethod"], string> = {
  Dynamic: "Set up in the app",
  Static: "Fixed token in its firmware",
  Manual: "Made by hand",
};

const steps: Record<string, Label> = {
  token_issued: { label: "Token handed to the app", tone: "quiet" },
  device_found: { label: "App found the device", tone: "busy" },
  credentials_sent: { label: "Device took network and token", tone: "busy" },
  device_reported_error: { label: "Device reported an error", tone: "bad" },
  code_traded: { label: "Device traded its code", tone: "busy" },
  code_refused: { label: "Code shown by another kind of device", tone: "bad" },
  device_seen: { label: "Device logged in", tone: "busy" },
  template_bound: { label: "Template recognised", tone: "busy" },
  activated: { label: "Activated", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  cancelled: { label: "Cancelled", tone: "quiet" },
  expired: { label: "Token expired", tone: "bad" },
  late_arrival: { label: "Device came after the end", tone: "quiet" },
};

/** How much a device's event matters. */
export const severities: Record<Schemas["EventSeverity"], Label> = {
  Info: { label: "Info", tone: "quiet" },
  Warning: { label: "Warning", tone: "busy" },
  Critical: { label: "Critical", tone: "bad" },
};

const events: Record<string, Label> = {
  online: { label: "Online", tone: "good" },
  offline: { label: "Offline", tone: "quiet" },
  activated: { label: "Activated", tone: "good" },
};

const actions: Record<string, string> = {
  "owner.created": "First owner made",
  "person.signed_in": "Signed in",
  "person.locked_out": "Account locked after wrong passwords",
  "person.signed_out_everywhere": "Signed out everywhere",
  "person.signed_up": "Signed up",
  "person.role_changed": "Given another role",
  "person.suspended": "Suspended",
  "person.reinstated": "Let in again",
  "person.reset_requested": "New password asked for",
  "person.reset_link_made": "Link to a new password made",
  "person.password_reset": "New password chosen",
  "person.logged_out": "Signed out by an administrator",
  "person.transferred": "Moved to another organisation",
  "person.deleted": "Account deleted",
  "invitation.sent": "Invitation sent",
  "invitation.sent_again": "Invitation sent again",
  "invitation.revoked": "Invitation taken back",
  "invitation.accepted": "Invitation accepted",
  "passkey.added": "Passkey added",
  "passkey.removed": "Passkey removed",
  "organisation.changed": "Organisation changed",
  "token.revealed": "Device token shown",
  "firmware.added": "Firmware uploaded",
  "firmware.deleted": "Firmware deleted",
  "shipment.started": "Shipment started",
  "shipment.stopped": "Shipment stopped",
  "static_batch.ordered": "Static tokens ordered",
  "static_batch.cancelled": "Static tokens cancelled",
  "static_batch.exported": "Static tokens exported",
  "static_token.released": "Unit released by its issuer",
  "static_token.deleted": "Static token deleted",
  "unit.claimed": "Unit claimed",
  "organisation.created": "Organisation made",
  "organisation.deleted": "Organisation deleted",
  "template.enabled": "Template enabled for an organisation",
  "template.disabled": "Template taken from an organisation",
  "role.created": "Role made",
  "role.changed": "Role changed",
  "role.deleted": "Role deleted",
  "device.transferred": "Device given away",
  "device.deleted": "Device deleted",
  "template.deleted": "Template deleted",
  "devices.exported": "List of devices exported",
  "audit.exported": "Audit log exported",
  "activations.exported": "List of activations exported",
  "traffic.watched": "Device's traffic watched",
};

/** Every action that has words here, to choose from. */
export const actionWords = Object.entries(actions)
  .map(([value, label]) => ({ value, label }))
  .sort((one, other) => one.label.localeCompare(other.label));

export const stepLabel = (name: string): Label => steps[name] ?? { label: fromCode(name), tone: "quiet" };

type KnownEvent = Pick<Schemas["TemplateEventAnswer"], "code" | "name" | "severity">;

/** The cloud's own events have fixed words, the template's their names; another code is shown as words of its own. */
export function eventLabel(code: string, known: readonly KnownEvent[] = []): Label {
  const named = known.find((one) => one.code === code);
  if (named) return { label: named.name, tone: severities[named.severity].tone };
  return events[code] ?? { label: fromCode(code), tone: "busy" };
}

export const actionLabel = (action: string): string => actions[action] ?? fromCode(action);

/** A failure's stable cause as words: `wrong_wifi_password` is "Wrong Wi-Fi password". */
export function fromCode(code: string): string {
  const words = code
    .replace(/[_.]+/g, " ")
    .replace(/\bwifi\b/g, "Wi-Fi")
    .trim();
  return words === "" ? "Unnamed" : words[0]!.toUpperCase() + words.slice(1);
}

/** What an audit entry is about, and where to find it: `device/42`. */
export function subjectOf(subject: string): {
  kind: "device" | "template" | "person" | "other";
  id: string;
  label: string;
} {
  const [kind, id] = subject.split("/", 2);
  if (kind === "device" && id && /^\d+$/.test(id)) return { kind, id, label: `Device ${id}` };
  if (kind === "template" && id) return { kind, id, label: `Template ${id}` };
  if (kind === "person" && id && /^\d+$/.test(id)) return { kind, id, label: `Person ${id}` };
  return { kind: "other", id: subject, label: subject };
}
