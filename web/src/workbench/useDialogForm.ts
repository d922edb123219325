import type { UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Problem } from "../api/client";

/** Sends a dialog's form; a refusal goes to the field that it is about, or above the buttons. */
export function useDialogForm<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  send: (values: Values) => Promise<unknown>,
  close: () => void,
) {
  const leave = () => {
    close();
    form.reset();
    sending.reset();
  };
  const sending = useMutation({
    mutationFn: send,
    onSuccess: () => leave(),
    onError: (error) => {
      if (error instanceof Problem && error.field && error.field in form.getValues())
        form.setFieldError(error.field, error.message);
    },
  });
  const isAboutField = Object.keys(form.errors).length > 0;
  return {
    leave,
    submit: form.onSubmit((values) => sending.mutate(values)),
    isSending: sending.isPending,
    trouble: sending.error && !isAboutField ? sending.error.message : null,
  };
}
