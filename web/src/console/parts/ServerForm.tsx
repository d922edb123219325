import { Alert, Button, Group, Stack } from "@mantine/core";
import type { FormEventHandler, ReactNode } from "react";

/** The frame of a form: its fields, what was refused as a whole, and the way on. */
export function ServerForm({
  submit,
  rest,
  isPending,
  action,
  onCancel,
  children,
}: {
  submit: FormEventHandler<HTMLFormElement>;
  rest: string | null;
  isPending: boolean;
  action: string;
  onCancel?: () => void;
  children: ReactNode;
}) {
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={640}>
        {children}
        {rest && (
          <Alert color="red" role="alert" variant="outline">
            {rest}
          </Alert>
        )}
        <Group gap="xs">
          <Button type="submit" loading={isPending}>
            {action}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
