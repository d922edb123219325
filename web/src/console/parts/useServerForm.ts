import { useForm, type UseFormInput } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { formErrors } from "../words/problems";

/** A form whose last word has the cloud: its refusals appear beside the field they name, and that field takes the focus. */
export function useServerForm<Values extends Record<string, unknown>, Answer>({
  initialValues,
  validate,
  aliases,
  send,
  onDone,
}: {
  initialValues: Values;
  validate?: UseFormInput<Values>["validate"];
  /** From the cloud's word for a field to the form's. */
  aliases?: Readonly<Record<string, string>>;
  send: (values: Values) => Promise<Answer>;
  onDone: (answer: Answer) => void | Promise<void>;
}) {
  const known = Object.keys(initialValues);
  const form = useForm<Values>({ initialValues, ...(validate ? { validate } : {}) });
  const focusFirst = (errors: Record<string, unknown>) => {
    const first = known.find((name) => errors[name]);
    if (first) form.getInputNode(first)?.focus();
  };
  const sending = useMutation({
    mutationFn: send,
    onSuccess: onDone,
    onError: (error) => {
      const { fields } = formErrors(error, known, aliases);
      form.setErrors(fields);
      focusFirst(fields);
    },
  });
  return {
    form,
    isPending: sending.isPending,
    isDone: sending.isSuccess,
    /** What the cloud said that belongs to no field. */
    rest: formErrors(sending.error, known, aliases).rest,
    submit: form.onSubmit((values) => sending.mutate(values), focusFirst),
  };
}
