import { Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { PasskeySignIn } from "../passkeys/PasskeySignIn";
import { signIn, signInOptionsQuery } from "./calls";
import { ComingInFrame, Refused, WayLink } from "./ComingInFrame";
import { useArrive } from "./useArrive";

const route = getRouteApi("/sign-in");

/** Sign in with e-mail and password, or by passkey. */
export function SignInPage() {
  const { to } = route.useSearch();
  const arrive = useArrive(to);
  const options = useQuery(signInOptionsQuery).data;
  const form = useForm({ mode: "uncontrolled", initialValues: { email: "", password: "" } });
  const signingIn = useMutation({ mutationFn: signIn, onSuccess: arrive });

  return (
    <ComingInFrame title="Sign in">
      <form onSubmit={form.onSubmit((values) => signingIn.mutate(values))}>
        <Stack gap="md">
          <TextInput
            label="E-mail address"
            type="email"
            autoComplete="username webauthn"
            required
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            {...form.getInputProps("password")}
          />
          <Refused error={signingIn.error} />
          <Button type="submit" loading={signingIn.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
      <PasskeySignIn onDone={arrive} />
      <Group justify="space-between">
        <WayLink to="/forgot-password">Forgot your password?</WayLink>
        {options?.signUp && <WayLink to="/sign-up">Create an account</WayLink>}
      </Group>
    </ComingInFrame>
  );
}
