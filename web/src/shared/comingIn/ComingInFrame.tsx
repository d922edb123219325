import { Alert, Anchor, Container, Stack, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { createLink } from "@tanstack/react-router";
import { forwardRef, type ReactNode } from "react";
import { StatusLight } from "../../design/StatusLight";
import classes from "./ComingInFrame.module.css";

/** The look of every page before one is signed in: one column, one thing to do. */
export function ComingInFrame({ title, children }: { title: string; children: ReactNode }) {
  useDocumentTitle(`${title} · Firstlight`);
  return (
    <Container size={420} py={64} component="main">
      <Stack gap="md">
        <StatusLight state="running" size={40} label="Firstlight" />
        <Title order={1}>{title}</Title>
        {children}
      </Stack>
    </Container>
  );
}

/** Why it did not work. */
export function Refused({ error }: { error: Error | null }) {
  return error ? (
    <Alert color="red" role="alert" variant="outline">
      {error.message}
    </Alert>
  ) : null;
}

/** A way to a neighbouring page, as tall as a finger. */
export const WayLink = createLink(
  forwardRef<HTMLAnchorElement, { children?: ReactNode }>((props, ref) => (
    <Anchor ref={ref} className={classes.way} {...props} />
  )),
);
