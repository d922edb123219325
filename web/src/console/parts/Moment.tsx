import { exactText, relativeText } from "../words/times";
import { useNow } from "./useNow";

/** A moment as people say it; the exact time is one hover away. */
export function Moment({ at, otherwise = "–" }: { at: string | null; otherwise?: string }) {
  const now = useNow();
  if (at === null) return <>{otherwise}</>;
  return (
    <time dateTime={at} title={exactText(at)}>
      {relativeText(at, now)}
    </time>
  );
}

/** A moment to the second, for facts and timelines. */
export function ExactMoment({ at, otherwise = "–" }: { at: string | null; otherwise?: string }) {
  return at === null ? <>{otherwise}</> : <time dateTime={at}>{exactText(at)}</time>;
}
