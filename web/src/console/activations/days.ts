import type { Schemas } from "../../api/client";

export type Statistics = Schemas["StatisticsAnswer"];

const day = 86_400;

/** Ends day by day, also of days on which nothing began. Times are seconds; each is a day's beginning in UTC. */
export type DayLine = { times: number[]; succeeded: number[]; failed: number[] };

export function dayLine(days: Statistics["days"], from: string, to: string): DayLine {
  const known = new Map(days.map((one) => [Date.parse(`${one.day}T00:00:00Z`) / 1000, one]));
  const first = Math.floor(Date.parse(from) / 1000 / day) * day;
  const end = Date.parse(to) / 1000;
  const line: DayLine = { times: [], succeeded: [], failed: [] };
  for (let time = first; time < end; time += day) {
    line.times.push(time);
    line.succeeded.push(known.get(time)?.succeeded ?? 0);
    line.failed.push(known.get(time)?.failed ?? 0);
  }
  return line;
}

/** The beginning of the UTC day that is the first of so many, today among them. */
export function firstDay(now: number, days: number): string {
  const today = Math.floor(now / 1000 / day) * day;
  return new Date((today - (days - 1) * day) * 1000).toISOString();
}

/** What the chart shows, for those who do not see it. */
export function dayText({ times, succeeded, failed }: DayLine): string {
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  return `${times.length} days: ${sum(succeeded)} activated, ${sum(failed)} failed or expired.`;
}
