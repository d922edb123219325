const known: Readonly<Record<string, string>> = {
  online: "Came online",
  offline: "Went offline",
  activated: "Added to your devices",
};

/** An event's code in words: the cloud's own by name, a device's own made readable. */
export function eventTitle(code: string): string {
  const words = known[code] ?? code.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
