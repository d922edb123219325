import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Tone } from "../words/labels";
import { Icon } from "./icons";
import classes from "./Timeline.module.css";
import { iconOf } from "./ToneBadge";

export type Entry = {
  key: string | number;
  tone: Tone;
  label: string;
  when: ReactNode;
  detail?: ReactNode;
};

/** What happened, line by line. */
export function Timeline({ label, entries }: { label: string; entries: readonly Entry[] }) {
  return (
    <ol className={classes.list} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.key} className={classes.entry}>
          <span className={classes.mark} data-tone={entry.tone}>
            <Icon name={iconOf(entry.tone)} size={14} />
          </span>
          <div className={classes.words}>
            <div className={classes.line}>
              <Text fw={600} component="span">
                {entry.label}
              </Text>
              <Text c="dimmed" size="sm" component="span" className={classes.when}>
                {entry.when}
              </Text>
            </div>
            {entry.detail && (
              <Text size="sm" className={classes.detail} component="div">
                {entry.detail}
              </Text>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
