import { Loader, Text, VisuallyHidden } from "@mantine/core";
import { DoneIcon, FailedIcon, NextIcon } from "../icons";
import type { Milestone } from "./milestones";
import classes from "./wizard.module.css";

const marks = {
  done: <DoneIcon />,
  now: <Loader size={24} aria-hidden />,
  next: <NextIcon />,
  failed: <FailedIcon />,
};

const words = { done: "done", now: "under way", next: "still to come", failed: "failed" };

/** How far the device has come. */
export function MilestoneList({ milestones }: { milestones: Milestone[] }) {
  return (
    <ol className={classes.way} aria-live="polite">
      {milestones.map(({ label, status }) => (
        <li key={label} data-status={status}>
          {marks[status]}
          <Text ta="start">
            {label}
            <VisuallyHidden>: {words[status]}</VisuallyHidden>
          </Text>
        </li>
      ))}
    </ol>
  );
}
