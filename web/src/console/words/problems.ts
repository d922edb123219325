import { Problem } from "../../api/client";

/** What of a refusal belongs to which field, and what is left for the form as a whole. */
export type FormErrors = { fields: Record<string, string>; rest: string | null };

/**
 * Puts a refusal beside the field it names. `known` are the form's fields; `aliases` lead from the server's word to the
 * form's where the two differ.
 */
export function formErrors(
  error: unknown,
  known: readonly string[],
  aliases: Readonly<Record<string, string>> = {},
): FormErrors {
  if (!(error instanceof Error)) return { fields: {}, rest: error ? String(error) : null };
  if (!(error instanceof Problem) || error.field === undefined) return { fields: {}, rest: error.message };
  const named = aliases[error.field] ?? error.field;
  const field = known.find((candidate) => candidate.toLowerCase() === named.toLowerCase());
  return field ? { fields: { [field]: error.message }, rest: null } : { fields: {}, rest: error.message };
}
