import type { Session } from "../../api/client";

/** From the token to the end; null while it is under way. */
export function durationOf(session: Pick<Session, "createdAt" | "endedAt">): number | null {
  return session.endedAt === null ? null : Date.parse(session.endedAt) - Date.parse(session.createdAt);
}
