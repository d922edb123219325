import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import type { FormEventHandler, ReactNode } from "react";

/** A dialog with fields, one way on and one way out. */
export function DialogForm({
  title,
  opened,
  submitLabel,
  form,
  children,
}: {
  title: string;
  opened: boolean;
  submitLabel: string;
  form: {
    leave: () => void;
    submit: FormEventHandler<HTMLFormElement>;
    isSending: boolean;
    trouble: string | null;
  };
  children: ReactNode;
}) {
  return (
    <Modal
      opened={opened}
      onClose={form.leave}
      title={title}
      closeButtonProps={{ "aria-label": "Close", size: "lg" }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="md">
          {children}
          {form.trouble && (
            <Alert color="red" role="alert">
              {form.trouble}
            </Alert>
          )}
          <Group justify="end">
            <Button variant="default" onClick={form.leave}>
              Cancel
            </Button>
            <Button type="submit" loading={form.isSending}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
