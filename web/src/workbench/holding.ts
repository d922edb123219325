/** What the firmware does with its button: docs/protocols/workbench.md. */
export const noticedAfter = 3;
export const resetsAfter = 10;
/** The workbench lets go by itself. */
export const heldAtMost = 60;

export type HoldPhase = "pressed" | "noticed" | "armed";

/** What letting go after so many seconds would do. */
export function phaseOf(seconds: number): HoldPhase {
  if (seconds >= resetsAfter) return "armed";
  return seconds >= noticedAfter ? "noticed" : "pressed";
}

export const phaseWords: Record<HoldPhase, string> = {
  pressed: "Too short to mean anything",
  noticed: `The light answers; nothing happens before ${resetsAfter} s`,
  armed: "Let go now: it forgets its settings",
};
