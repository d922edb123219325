import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";

/** Every zone that the cloud knows; they change with its zone files alone. */
export const zonesQuery = queryOptions({
  queryKey: ["time-zones"],
  staleTime: Infinity,
  queryFn: async ({ signal }) => dataOf(await api.GET("/api/v1/time-zones", { signal })).items,
});

/** A name as people read it: "America/New York". */
export const zoneLabel = (name: string) => name.replaceAll("_", " ");

/** The names to choose from; one that is set stays among them, even if the cloud's files have it no more. */
export function zoneChoices(names: readonly string[], chosen: string | null) {
  const all = chosen === null || names.includes(chosen) ? names : [chosen, ...names];
  return all.map((name) => ({ value: name, label: zoneLabel(name) }));
}

/** What the clocks of a zone say now; null for one that this browser does not know. */
export function clockText(name: string, now: number, locale?: string): string | null {
  try {
    return new Intl.DateTimeFormat(locale, {
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      timeZone: name,
    }).format(now);
  } catch {
    return null;
  }
}
