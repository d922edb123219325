import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import { signInOptionsQuery } from "./calls";
import { ComingInFrame, Refused, WayLink } from "./ComingInFrame";

/** Ask for a link to a new password. What follows is the same for every address. */
export function ForgotPasswordPage() {
  const byMail = useQuery(signInOptionsQuery).data?.resetByMail ?? false;
  const form = useForm({ mode: "uncontrolled", initialValues: { email: "" } });
  const asking = useMutation({
    mutationFn: (body: { email: string }) => api.POST("/api/v1/password-reset", { body }),
  });
  return (
    <ComingInFrame title="A new password">
      {asking.isSuccess ? (
        <Text role="status">
          {byMail
            ? "If this address has an account, a link is on its way to it. It works for an hour. Look into the spam folder, too."
            : "If this address has an account, an administrator sees your request now and can give you a link. Tell them that you wait for it."}
        </Text>
      ) : (
        <form onSubmit={form.onSubmit((values) => asking.mutate(values))}>
          <Stack gap="md">
            <Text c="dimmed">
              {byMail
                ? "We send you a link with which you choose a new one."
                : "This Firstlight sends no mail. An administrator gets your request and hands you a link."}
            </Text>
            <TextInput
              label="E-mail address"
              type="email"
              autoComplete="username"
              required
              {...form.getInputProps("email")}
            />
            <Refused error={asking.error} />
            <Button type="submit" loading={asking.isPending}>
              Ask for a link
            </Button>
          </Stack>
        </form>
      )}
      <WayLink to="/sign-in">To the sign-in page</WayLink>
    </ComingInFrame>
  );
}
