import type { Ticket, WifiForm } from "./types";

/**
 * The arguments of the device's `/config`, complete for either generation of firmware: what one ignores the other
 * requires. Percent-encoded throughout, because not every device reads `+` as a space.
 */
export function configQuery(ticket: Ticket, wifi: WifiForm): string {
  const fields: [string, string][] = [
    ["ssid", wifi.ssid],
    ["pass", wifi.password],
    ["blynk", ticket.token],
    ["host", ticket.host],
  ];
  if (ticket.tlsPort !== null) fields.push(["port_ssl", String(ticket.tlsPort)]);
  fields.push(["port", String(ticket.port)], ["if", "wifi"]);
  if (wifi.fixed) {
    fields.push(["ip", wifi.fixed.ip], ["mask", wifi.fixed.mask], ["gw", wifi.fixed.gateway]);
    if (wifi.fixed.dns !== "") fields.push(["dns", wifi.fixed.dns]);
  }
  return fields.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
}
