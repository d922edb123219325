import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, Problem } from "../../api/client";
import { ComingInFrame, Refused, WayLink } from "./ComingInFrame";

/** The other end of the link: its secret stands behind the #, which no server sees. */
export function ResetPasswordPage() {
  const [token] = useState(() => window.location.hash.slice(1));
  // It must not stay in the address bar or in the browser's history.
  useEffect(() => window.history.replaceState(window.history.state, "", window.location.pathname), []);
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: (password) => (password.length >= 8 ? null : "At least 8 characters.") },
  });
  const resetting = useMutation({
    mutationFn: ({ password }: { password: string }) =>
      api.POST("/api/v1/password-reset/complete", { body: { token, password } }),
  });
  if (resetting.isSuccess)
    return (
      <ComingInFrame title="Done">
        <Text role="status">
          Your new password is set, and everybody who was signed in as you is signed out.
        </Text>
        <WayLink to="/sign-in">Sign in</WayLink>
      </ComingInFrame>
    );
  const isDead = resetting.error instanceof Problem && resetting.error.code === "reset_link_refused";
  if (!token || isDead)
    return (
      <ComingInFrame title="This link does not work">
        <Text role="alert">
          {token
            ? "It has been used, is too old or not whole."
            : "A part of it is missing: open the whole link, with the part behind #."}
        </Text>
        <WayLink to="/forgot-password">Ask for a new link</WayLink>
      </ComingInFrame>
    );
  return (
    <ComingInFrame title="Choose a new password">
      <form onSubmit={form.onSubmit((values) => resetting.mutate(values))} noValidate>
        <Stack gap="md">
          <PasswordInput
            label="New password"
            description="At least 8 characters; a few words in a row are easy to keep in mind."
            autoComplete="new-password"
            required
            {...form.getInputProps("password")}
          />
          <Refused error={resetting.error} />
          <Button type="submit" loading={resetting.isPending}>
            Set the password
          </Button>
        </Stack>
      </form>
    </ComingInFrame>
  );
}
