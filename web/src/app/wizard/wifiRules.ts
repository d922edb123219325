import type { Network, StaticAddress, WifiForm } from "./types";

export type WifiProblems = Partial<Record<"ssid" | "password" | keyof StaticAddress, string>>;

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** What keeps the form from being sent, by field; empty when it can be sent. Limits are those of the radio. */
export function problemsOf(form: WifiForm, network: Network | undefined): WifiProblems {
  const problems: WifiProblems = {};
  const nameBytes = bytes(form.ssid);
  if (nameBytes === 0) problems.ssid = "Choose a network or type its name.";
  else if (nameBytes > 32) problems.ssid = `A network name has at most 32 bytes; this one has ${nameBytes}.`;

  const password = passwordProblem(form.password, network);
  if (password) problems.password = password;

  if (form.fixed) {
    if (!isAddress(form.fixed.ip)) problems.ip = "Four numbers with dots, such as 192.168.1.50.";
    if (!isAddress(form.fixed.mask)) problems.mask = "Four numbers with dots, such as 255.255.255.0.";
    if (!isAddress(form.fixed.gateway)) problems.gateway = "The router's address, such as 192.168.1.1.";
    if (form.fixed.dns !== "" && !isAddress(form.fixed.dns))
      problems.dns = "Four numbers with dots, or nothing.";
  }
  return problems;
}

function passwordProblem(password: string, network: Network | undefined): string | null {
  if (password === "") return network?.locked ? "This network needs a password." : null;
  const length = bytes(password);
  if (length < 8) return "A Wi-Fi password has at least 8 characters.";
  if (length === 64)
    return /^[0-9a-f]{64}$/i.test(password) ? null : "64 characters are allowed for a hexadecimal key only.";
  return length > 64 ? "A Wi-Fi password has at most 63 characters." : null;
}

/** True for a dotted quad. */
export function isAddress(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}
