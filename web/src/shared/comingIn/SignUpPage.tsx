import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, Problem } from "../../api/client";
import { LoadingState } from "../StatePages";
import { signIn, signInOptionsQuery } from "./calls";
import { ComingInFrame, Refused, WayLink } from "./ComingInFrame";
import { useArrive } from "./useArrive";

type Values = { name: string; email: string; password: string; organisation: string };

/** The cloud does not say whether an address has an account; signing in shows it to whoever knows the password. */
async function signUp({ organisation, ...body }: Values) {
  await api.POST("/api/v1/sign-up", { body: { ...body, organisation: organisation.trim() || null } });
  try {
    return await signIn(body);
  } catch (error) {
    if (error instanceof Problem && error.status === 401)
      throw new Error(
        "This address may have an account already, with another password. Sign in, or choose a new password there.",
      );
    throw error;
  }
}

/** Make an account, where the organisation allows it. */
export function SignUpPage() {
  const options = useQuery(signInOptionsQuery);
  if (options.isPending) return <LoadingState label="One moment …" />;
  if (options.data?.signUp === false)
    return (
      <ComingInFrame title="Create an account">
        <Text>Here, accounts are made by an administrator. Ask whoever runs this Firstlight for one.</Text>
        <WayLink to="/sign-in">To the sign-in page</WayLink>
      </ComingInFrame>
    );
  return <SignUpForm getsOrganisation={options.data?.ownOrganisation ?? false} />;
}

function SignUpForm({ getsOrganisation }: { getsOrganisation: boolean }) {
  const arrive = useArrive(undefined);
  const form = useForm({
    initialValues: { name: "", email: "", password: "", organisation: "" },
    validate: {
      name: (name) => (name.trim() ? null : "What shall we call you?"),
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : "An address such as ann@example.com."),
      password: (password) => (password.length >= 8 ? null : "At least 8 characters."),
    },
  });
  const signingUp = useMutation({
    mutationFn: signUp,
    onSuccess: arrive,
    onError: (error) => {
      if (error instanceof Problem && error.field) form.setErrors({ [error.field]: error.message });
    },
  });
  const isFieldsOwn = signingUp.error instanceof Problem && signingUp.error.field !== undefined;
  return (
    <ComingInFrame title="Create an account">
      <form onSubmit={form.onSubmit((values) => signingUp.mutate(values))} noValidate>
        <Stack gap="md">
          <TextInput label="Name" autoComplete="name" required {...form.getInputProps("name")} />
          <TextInput
            label="E-mail address"
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label="Password"
            description="At least 8 characters; a few words in a row are easy to keep in mind."
            autoComplete="new-password"
            required
            {...form.getInputProps("password")}
          />
          {getsOrganisation && (
            <TextInput
              label="Organisation"
              description="If you come for a business or a house. Left empty, it is called after you."
              autoComplete="organization"
              maxLength={80}
              {...form.getInputProps("organisation")}
            />
          )}
          {!isFieldsOwn && <Refused error={signingUp.error} />}
          <Button type="submit" loading={signingUp.isPending}>
            Create the account
          </Button>
        </Stack>
      </form>
      <WayLink to="/sign-in">I have an account</WayLink>
    </ComingInFrame>
  );
}
