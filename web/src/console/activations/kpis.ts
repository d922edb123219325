import type { Session } from "../../api/client";

/** What the shown activations say together. A part is null when nothing among them can say it. */
export type Kpis = {
  shown: number;
  /** Of those that ended by themselves: cancelled ones and those under way do not count. */
  success: { rate: number; succeeded: number; ended: number } | null;
  medianMilliseconds: number | null;
  commonFailure: { cause: string; reason: string; count: number } | null;
};

export function kpisOf(sessions: readonly Session[]): Kpis {
  const succeeded = sessions.filter((session) => session.state === "Succeeded");
  const broken = sessions.filter((session) => session.state === "Failed" || session.state === "Expired");
  const ended = succeeded.length + broken.length;
  return {
    shown: sessions.length,
    success: ended === 0 ? null : { rate: succeeded.length / ended, succeeded: succeeded.length, ended },
    medianMilliseconds: median(succeeded.map(durationOf).filter((duration) => duration !== null)),
    commonFailure: commonFailureOf(broken),
  };
}

/** From the token to the end; null while it is under way. */
export function durationOf(session: Pick<Session, "createdAt" | "endedAt">): number | null {
  return session.endedAt === null ? null : Date.parse(session.endedAt) - Date.parse(session.createdAt);
}

export function median(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

// The first of equals stays: the list is newest first, and the newest failure is the one to look at.
function commonFailureOf(broken: readonly Session[]): Kpis["commonFailure"] {
  const causes = new Map<string, { cause: string; reason: string; count: number }>();
  for (const { failure } of broken) {
    if (failure === null) continue;
    const known = causes.get(failure.cause);
    if (known) known.count++;
    else causes.set(failure.cause, { cause: failure.cause, reason: failure.reason, count: 1 });
  }
  return [...causes.values()].reduce<Kpis["commonFailure"]>(
    (most, candidate) => (most === null || candidate.count > most.count ? candidate : most),
    null,
  );
}
