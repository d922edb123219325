import { Alert, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Trouble } from "./types";
import classes from "./wizard.module.css";

const titleInInk = { title: classes.troubleTitle ?? "" };

/** What went wrong and what to do now; `action` is the one obvious next step. */
export function TroubleNote({
  trouble,
  mild = false,
  action,
}: {
  trouble: Trouble;
  mild?: boolean;
  action?: ReactNode;
}) {
  return (
    <Alert color={mild ? "yellow" : "red"} role="alert" title={trouble.reason} classNames={titleInInk}>
      <Stack gap="sm" align="start">
        <Text>{trouble.nextStep}</Text>
        {action}
      </Stack>
    </Alert>
  );
}
