import type { Device } from "../../api/client";

/** What people type of a place. */
export type PlaceText = { latitude: string; longitude: string; address: string; timeZone: string };

export const placeTextOf = (place: Device["place"]): PlaceText => ({
  latitude: place ? String(place.latitude) : "",
  longitude: place ? String(place.longitude) : "",
  address: place?.address ?? "",
  timeZone: place?.timeZone ?? "",
});

/** Degrees as they are written, with a point or a comma; null for anything else. */
export function degreesOf(text: string, most: number): number | null {
  const plain = text.trim().replace(",", ".");
  if (!/^[+-]?\d{1,3}(\.\d+)?$/.test(plain)) return null;
  const degrees = Number(plain);
  return Math.abs(degrees) <= most ? degrees : null;
}

/** "49.84, 24.03", as maps show and copy it, taken apart; null for anything else. */
export function pairOf(text: string): { latitude: string; longitude: string } | null {
  const [latitude, longitude, ...more] = text.trim().split(/\s*[,;]\s+|\s*;\s*|\s+/);
  if (latitude === undefined || longitude === undefined || more.length > 0) return null;
  return degreesOf(latitude, 90) === null || degreesOf(longitude, 180) === null
    ? null
    : { latitude, longitude };
}
