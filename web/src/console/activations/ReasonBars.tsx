import { Text } from "@mantine/core";
import { TextLink } from "../parts/links";
import { fromCode } from "../words/labels";
import classes from "./ReasonBars.module.css";
import type { Statistics } from "./days";

/** Why attempts failed, the most common first; each leads to its attempts. */
export function ReasonBars({ reasons }: { reasons: Statistics["reasons"] }) {
  if (reasons.length === 0) return <Text c="dimmed">None has failed.</Text>;
  const most = Math.max(...reasons.map(({ count }) => count));
  return (
    <ul className={classes.list}>
      {reasons.map(({ cause, count }) => (
        <li key={cause} className={classes.reason}>
          <TextLink to="/console/activations" search={{ cause }}>
            {fromCode(cause)}
          </TextLink>
          <span className={classes.count}>{count}</span>
          <div className={classes.bar} aria-hidden>
            <span style={{ width: `${(count / most) * 100}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
