import type { Shipment, UpdateState } from "./queries";

type Counted = Pick<Shipment, "counts" | "deviceCount">;

/** Devices of which nothing more is expected: they have it, or need it not. */
export const settledOf = ({ counts }: Counted): number => counts.done + counts.skipped;

const percentOf = (part: number, of: number): number => (of === 0 ? 100 : Math.floor((100 * part) / of));

const underWayOf = (counts: Shipment["counts"]): number =>
  counts.told + counts.downloading + counts.downloaded;

/** The bar of a shipment: what each part is, and how much of the whole in percent. */
export function partsOf({ counts, deviceCount }: Counted) {
  return [
    { key: "done", label: "done", count: counts.done, tone: "good" },
    { key: "skipped", label: "skipped", count: counts.skipped, tone: "quiet" },
    { key: "under", label: "under way", count: underWayOf(counts), tone: "busy" },
    { key: "failed", label: "failed", count: counts.failed, tone: "bad" },
    { key: "waiting", label: "not told yet", count: counts.waiting, tone: "rest" },
  ]
    .filter(({ count }) => count > 0)
    .map((part) => ({ ...part, percent: deviceCount === 0 ? 0 : (100 * part.count) / deviceCount }));
}

const number = new Intl.NumberFormat("en");

/** How far it is, in one line: `3 of 10 done, 2 under way, 1 failed`. */
export function progressText({ counts, deviceCount }: Counted): string {
  const underWay = underWayOf(counts);
  const more = [
    underWay > 0 ? `${number.format(underWay)} under way` : null,
    counts.skipped > 0 ? `${number.format(counts.skipped)} skipped` : null,
    counts.failed > 0 ? `${number.format(counts.failed)} failed` : null,
  ].filter((text) => text !== null);
  return [`${number.format(counts.done)} of ${number.format(deviceCount)} done`, ...more].join(", ");
}

/** Few devices are counted aloud one by one; of many, each tenth of the way. */
const fewDevices = 10;

export function spokenProgress(shipment: Counted): string {
  if (shipment.deviceCount <= fewDevices) return progressText(shipment);
  const tenths = Math.floor(percentOf(settledOf(shipment), shipment.deviceCount) / 10);
  return `${tenths * 10} % of the devices are through`;
}

/** Which devices a new shipment could still bring it to: of one that runs, those whose attempts are used up. */
export function leftOf({ state, counts }: Pick<Shipment, "state" | "counts">): {
  count: number;
  states: readonly UpdateState[];
} {
  if (state === "Finished") return { count: 0, states: [] };
  if (state === "Running") return { count: counts.failed, states: ["Failed"] };
  const { waiting, told, downloading, downloaded, failed } = counts;
  return {
    count: waiting + told + downloading + downloaded + failed,
    states: ["Waiting", "Told", "Downloading", "Downloaded", "Failed"],
  };
}
