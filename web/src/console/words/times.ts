const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long something took: "80 ms", "3.2 s", "4 min 5 s", "2 h 10 min", "3 d 4 h". */
export function durationText(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < second) return `${Math.round(span)} ms`;
  // Tenths are rounded before the unit is chosen: 59.96 s is a minute.
  if (Math.round(span / 100) < 600) return `${(span / second).toFixed(1)} s`;
  const whole = Math.round(span / second) * second;
  if (whole < hour) return pair(whole, minute, "min", second, "s");
  if (whole < day) return pair(whole, hour, "h", minute, "min");
  return pair(whole, day, "d", hour, "h");
}

function pair(span: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((span % big) / small);
  return `${Math.floor(span / big)} ${bigName}${rest > 0 ? ` ${rest} ${smallName}` : ""}`;
}

/** The place of a step on a timeline that began at zero: "start", "+80 ms", "+4 min 5 s". */
export function offsetText(milliseconds: number): string {
  return milliseconds <= 0 ? "start" : `+${durationText(milliseconds)}`;
}

/** A moment as people say it, seen from `now`: "3 minutes ago", "in 2 hours". */
export function relativeText(at: string, now: number, locale = "en"): string {
  const span = Date.parse(at) - now;
  const size = Math.abs(span);
  // A server's clock a little ahead must not read as the future.
  if (size < 10 * second) return "just now";
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const [unit, name] =
    size < minute
      ? ([second, "second"] as const)
      : size < hour
        ? ([minute, "minute"] as const)
        : size < day
          ? ([hour, "hour"] as const)
          : size < 30 * day
            ? ([day, "day"] as const)
            : size < 365 * day
              ? ([30 * day, "month"] as const)
              : ([365 * day, "year"] as const);
  return words.format(Math.trunc(span / unit), name);
}

/** Date and time to the second, in the reader's own zone unless told otherwise. */
export function exactText(at: string, locale?: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "medium",
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(at));
}
