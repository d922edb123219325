import { Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useEffect, useRef, type ReactNode } from "react";
import classes from "./PageHead.module.css";

let hasArrived = false;

/** A page's first lines: where one comes from, what this is, what can be done. Takes the focus when one comes from another page. */
export function PageHead({
  title,
  back,
  badge,
  intro,
  children,
}: {
  title: string;
  back?: ReactNode;
  badge?: ReactNode;
  intro?: ReactNode;
  children?: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(`${title} · Firstlight`);
  useEffect(() => {
    if (hasArrived) heading.current?.focus();
    hasArrived = true;
  }, []);
  return (
    <Stack gap="xs" mb="lg">
      {back}
      <Group justify="space-between" gap="md">
        <Group gap="sm" className={classes.name}>
          <Title order={1} tabIndex={-1} ref={heading} className={classes.title}>
            {title}
          </Title>
          {badge}
        </Group>
        {children && <Group gap="xs">{children}</Group>}
      </Group>
      {intro && (
        <Text c="dimmed" maw={720}>
          {intro}
        </Text>
      )}
    </Stack>
  );
}
