import type { Firmware } from "./queries";

/** What an image would be for a device: a step forward, a step back, or what it has already. */
export type Step = "newer" | "older" | "same" | "unknown";

type Runs = { version: string | null; build: string | null };

/** Number by number (`1.10` is newer than `1.9`); what follows a dash is older than the version without it. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  for (let index = 0; index < Math.max(a.numbers.length, b.numbers.length); index++) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  if (a.tail === b.tail) return 0;
  if (a.tail === null) return 1;
  return b.tail === null ? -1 : Math.sign(a.tail.localeCompare(b.tail, "en", { numeric: true }));
}

/** Where an image leads a device that runs this. */
export function stepOf({ version, build }: Pick<Firmware, "version" | "build">, runs: Runs): Step {
  if (runs.version === null) return "unknown";
  const order = compareVersions(version, runs.version);
  if (order > 0) return "newer";
  if (order < 0) return "older";
  return build === null || runs.build === null || build === runs.build ? "same" : "newer";
}

/** What to offer first: the newest of those that are newer, else the newest of all. */
export function bestFor(files: readonly Firmware[], runs: Runs): Firmware | undefined {
  const sorted = [...files].sort((a, b) => compareVersions(b.version, a.version) || b.id - a.id);
  return sorted.find((file) => stepOf(file, runs) === "newer") ?? sorted[0];
}

function partsOf(version: string): { numbers: number[]; tail: string | null } {
  const dash = version.indexOf("-");
  const head = dash < 0 ? version : version.slice(0, dash);
  return {
    numbers: head.split(".").map((part) => Number.parseInt(part.replace(/^\D+/, ""), 10) || 0),
    tail: dash < 0 ? null : version.slice(dash + 1),
  };
}
