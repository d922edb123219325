import type { Session } from "../../api/client";
import type { Entry } from "../parts/Timeline";
import { stepLabel } from "../words/labels";
import { offsetText } from "../words/times";

/** A session's steps with their times since the first of them. */
export function timelineOf({ steps, createdAt }: Pick<Session, "steps" | "createdAt">): Entry[] {
  const begun = Date.parse(createdAt);
  return steps.map((step, index) => ({
    // Steps are only ever added at the end, so a place is a name.
    key: index,
    ...stepLabel(step.name),
    when: offsetText(Date.parse(step.at) - begun),
    ...(step.detail ? { detail: step.detail } : {}),
  }));
}
