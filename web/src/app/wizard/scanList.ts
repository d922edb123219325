import type { Band, Network } from "./types";

type Entry = { ssid: string; rssi: number; security: string; channel: number };

/** A device's scan as people want it: strongest first, each name once, nameless ones left out. Null when it is no scan. */
export function tidyScan(answer: unknown): Network[] | null {
  if (!Array.isArray(answer)) return null;
  const strongestFirst = answer
    .map(entryOf)
    .filter((entry): entry is Entry => entry !== null)
    .sort((one, other) => other.rssi - one.rssi);
  const byName = new Map<string, Network>();
  for (const entry of strongestFirst) {
    const band = bandOf(entry.channel);
    const known = byName.get(entry.ssid);
    if (known) {
      if (band && !known.bands.includes(band)) known.bands.push(band);
      continue;
    }
    byName.set(entry.ssid, {
      ssid: entry.ssid,
      bars: barsOf(entry.rssi),
      locked: !/^OPEN$/i.test(entry.security),
      enterprise: /EAP|ENT/i.test(entry.security),
      bands: band ? [band] : [],
    });
  }
  return [...byName.values()];
}

function entryOf(value: unknown): Entry | null {
  if (typeof value !== "object" || value === null) return null;
  const fields = value as Record<string, unknown>;
  const ssid = fields["ssid"];
  if (typeof ssid !== "string" || ssid.trim() === "") return null;
  return {
    ssid,
    rssi: numberOf(fields["rssi"], -100),
    security: typeof fields["sec"] === "string" ? fields["sec"] : "",
    channel: numberOf(fields["ch"], 0),
  };
}

function numberOf(value: unknown, otherwise: number): number {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : otherwise;
}

function bandOf(channel: number): Band | null {
  if (channel < 1) return null;
  return channel <= 14 ? "2.4 GHz" : "5 GHz";
}

/** Signal strength in dBm as one to four bars. */
export function barsOf(rssi: number): 1 | 2 | 3 | 4 {
  if (rssi >= -55) return 4;
  if (rssi >= -67) return 3;
  return rssi >= -78 ? 2 : 1;
}
