import { Alert, Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Dialog } from "./Dialog";

/** Asks once more before something that cannot be taken back; with `typed`, only after the thing's name was typed. */
export function ConfirmDialog({
  title,
  children,
  action,
  typed,
  keep = "Cancel",
  dangerous = typed !== undefined,
  send,
  onClose,
  onDone,
  refusal,
}: {
  title: string;
  children: ReactNode;
  action: string;
  typed?: string;
  /** The word on the way back. */
  keep?: string;
  dangerous?: boolean;
  send: () => Promise<unknown>;
  onClose: () => void;
  onDone: () => void | Promise<void>;
  /** More about a refusal than its sentence: what to do about it. */
  refusal?: (error: Error) => ReactNode;
}) {
  const [text, setText] = useState("");
  const sending = useMutation({ mutationFn: send, onSuccess: onDone });
  const isTyped = typed === undefined || text.trim() === typed;
  return (
    <Dialog onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isTyped) sending.mutate();
        }}
      >
        <Stack gap="md">
          {children}
          {typed !== undefined && (
            <TextInput
              label={`Type "${typed}" to confirm`}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
          )}
          {sending.error && (
            <Alert color="red" role="alert" variant="outline">
              {sending.error.message}
              {refusal?.(sending.error)}
            </Alert>
          )}
          <Group gap="xs">
            <Button
              type="submit"
              {...(dangerous ? { color: "red.8" } : {})}
              disabled={!isTyped}
              loading={sending.isPending}
            >
              {action}
            </Button>
            <Button variant="default" onClick={onClose}>
              {keep}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
