import type { FoundDevice } from "./types";

/** Reads `/board_info.json` of either generation of firmware; null when it is no device's answer. */
export function readBoardInfo(answer: unknown, address: string): FoundDevice | null {
  if (typeof answer !== "object" || answer === null) return null;
  const info = answer as Record<string, unknown>;
  const templateId = info["tmpl_id"];
  if (typeof templateId !== "string") return null;
  const wifi = wifiOf(info["ifs"]) ?? info;
  const name = info["name"] ?? info["ssid"] ?? info["board"];
  return {
    address,
    name: typeof name === "string" ? name : null,
    templateId,
    lastError: Number(info["last_error"] ?? 0) || 0,
    fiveGigahertz: isYes(wifi["5ghz"]),
  };
}

// The newer firmware lists its interfaces; what belongs to Wi-Fi stands there.
function wifiOf(interfaces: unknown): Record<string, unknown> | null {
  if (!Array.isArray(interfaces)) return null;
  const found: unknown = interfaces.find(
    (item: unknown) =>
      typeof item === "object" &&
      item !== null &&
      String((item as Record<string, unknown>)["name"]).startsWith("wifi"),
  );
  return (found as Record<string, unknown> | undefined) ?? null;
}

const isYes = (value: unknown) => value === true || value === 1 || value === "1";
