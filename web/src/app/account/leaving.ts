import { Problem } from "../../api/client";

/** What a person types so that nothing happens by a slip. */
export const leaveWord = "DELETE";

/** What to do about a refusal, beside its own sentence: a way, and what to call it. */
export type NextStep = { href: string; label: string };

export function nextStepOf(error: Error | null): NextStep | null {
  if (!(error instanceof Problem)) return null;
  if (error.code === "last_administrator")
    return { href: "/console/settings?tab=people", label: "Make somebody else an administrator" };
  if (error.code === "account_locked") return { href: "/forgot-password", label: "Choose a new password" };
  return null;
}

/** The sentence that belongs to the password's own field. */
export const passwordErrorOf = (error: Error | null): string | null =>
  error instanceof Problem && error.field === "password" ? error.message : null;
