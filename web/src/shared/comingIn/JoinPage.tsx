import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, dataOf, Problem, type Schemas } from "../../api/client";
import { ErrorState, LoadingState } from "../StatePages";
import { signIn } from "./calls";
import { ComingInFrame, Refused, WayLink } from "./ComingInFrame";
import { useArrive } from "./useArrive";

/** The other end of an invitation: its secret stands behind the #, which no server sees. */
export function JoinPage() {
  const [token] = useState(() => window.location.hash.slice(1));
  // It must not stay in the address bar or in the browser's history.
  useEffect(() => window.history.replaceState(window.history.state, "", window.location.pathname), []);
  const invitation = useQuery({
    queryKey: ["invitation"],
    gcTime: 0,
    enabled: token !== "",
    retry: (failures, error) => !(error instanceof Problem) && failures < 3,
    queryFn: async () => dataOf(await api.POST("/api/v1/invitations/show", { body: { token } })),
  });
  if (token === "") return <DeadLink isWhole={false} />;
  if (invitation.error instanceof Problem && invitation.error.code === "invitation_refused")
    return <DeadLink isWhole />;
  if (invitation.isError)
    return <ErrorState error={invitation.error} retry={() => void invitation.refetch()} />;
  if (invitation.isPending) return <LoadingState label="Reading your invitation …" />;
  return <JoinForm token={token} invitation={invitation.data} />;
}

function DeadLink({ isWhole }: { isWhole: boolean }) {
  return (
    <ComingInFrame title="This link does not work">
      <Text role="alert">
        {isWhole
          ? "It has been used or taken back, or is too old. Ask whoever invited you for a new one."
          : "A part of it is missing: open the whole link, with the part behind #."}
      </Text>
      <WayLink to="/sign-in">I have an account</WayLink>
    </ComingInFrame>
  );
}

function JoinForm({ token, invitation }: { token: string; invitation: Schemas["ShownAnswer"] }) {
  const arrive = useArrive(undefined);
  const form = useForm({
    initialValues: { name: invitation.name, password: "" },
    validate: {
      name: (name) => (name.trim() ? null : "What shall we call you?"),
      password: (password) => (password.length >= 8 ? null : "At least 8 characters."),
    },
  });
  const joining = useMutation({
    mutationFn: async ({ name, password }: { name: string; password: string }) => {
      await api.POST("/api/v1/invitations/accept", { body: { token, name, password } });
      return signIn({ email: invitation.email, password });
    },
    onSuccess: arrive,
    onError: (error) => {
      if (error instanceof Problem && error.field) form.setErrors({ [error.field]: error.message });
    },
  });
  const isFieldsOwn = joining.error instanceof Problem && joining.error.field !== undefined;
  return (
    <ComingInFrame title={`Join ${invitation.organisation}`}>
      <Text>
        You are invited as {invitation.roleName}, with the address <strong>{invitation.email}</strong>.
      </Text>
      <form onSubmit={form.onSubmit((values) => joining.mutate(values))} noValidate>
        <Stack gap="md">
          {/* For the browser's own keeper of passwords: it wants to know whose this one is. */}
          <input type="hidden" autoComplete="username" value={invitation.email} readOnly />
          <TextInput label="Name" autoComplete="name" required {...form.getInputProps("name")} />
          <PasswordInput
            label="Password"
            description="At least 8 characters; a few words in a row are easy to keep in mind."
            autoComplete="new-password"
            required
            {...form.getInputProps("password")}
          />
          {!isFieldsOwn && <Refused error={joining.error} />}
          <Button type="submit" loading={joining.isPending}>
            Create the account
          </Button>
        </Stack>
      </form>
    </ComingInFrame>
  );
}
