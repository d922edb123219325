import { Button, Center, Loader, Stack, Text, Title } from "@mantine/core";
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** Nothing to show yet, and what to do about it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Stack align="center" gap="md" py={48} px="md" ta="center">
      <Title order={3}>{title}</Title>
      {children && (
        <Text c="dimmed" maw={420}>
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}

/** Something is on its way. */
export function LoadingState({ label }: { label: string }) {
  return (
    <Center py={64}>
      <Stack align="center" gap="sm" role="status">
        <Loader aria-hidden />
        <Text c="dimmed">{label}</Text>
      </Stack>
    </Center>
  );
}

/** Something went wrong: what, and the way on. */
export function ErrorState({ error, retry }: { error: Error; retry?: () => void }) {
  return (
    <Stack align="center" gap="md" py={48} px="md" ta="center" role="alert">
      <Title order={3}>That did not work</Title>
      <Text maw={480}>{error.message}</Text>
      {retry && <Button onClick={retry}>Try again</Button>}
    </Stack>
  );
}

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  return <ErrorState error={error instanceof Error ? error : new Error(String(error))} retry={reset} />;
}

export function NotFoundPage() {
  return (
    <EmptyState
      title="There is nothing here"
      action={
        <Button component={Link} to="/app">
          To your devices
        </Button>
      }
    >
      The address is wrong, or what it named has been removed.
    </EmptyState>
  );
}
