import {
  Alert,
  Anchor,
  Button,
  Card,
  List,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { api } from "../../api/client";
import { forgetWifi, forgetWizard } from "../wizard/wizardStore";
import { leaveWord, nextStepOf, passwordErrorOf } from "./leaving";

/** Deletes one's own account: what becomes of everything is said first. */
export function LeaveCard() {
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h4">
          Delete my account
        </Title>
        <List spacing="xs">
          <List.Item>
            Your devices keep running. They stay in the organisation, belong to nobody, and you do not see
            them any more; whoever runs it can give them to somebody else.
          </List.Item>
          <List.Item>
            A device that you sell or give away:{" "}
            <Anchor component={Link} to="/app/devices" underline="always">
              remove it
            </Anchor>{" "}
            first. Then its next owner can add it.
          </List.Item>
          <List.Item>
            Your name, address, password and passkeys are deleted, and you are signed out everywhere.
          </List.Item>
          <List.Item>The record of what was done here stays, with a number where your name was.</List.Item>
        </List>
        <Text fw={600}>This cannot be taken back.</Text>
        <LeaveForm />
      </Stack>
    </Card>
  );
}

function LeaveForm() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { word: "", password: "" },
    validate: {
      word: (word) => (word.trim() === leaveWord ? null : `Type ${leaveWord}, in capital letters.`),
      password: (password) => (password ? null : "Your password shows that it is you."),
    },
  });
  const leaving = useMutation({
    mutationFn: async ({ password }: { password: string }) => {
      await api.POST("/api/v1/me/delete", { body: { password } });
      // The next person at this phone must not find a token or a password.
      await Promise.all([forgetWizard(), forgetWifi()]);
    },
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: "/sign-in" });
      notifications.show({ message: "Your account is deleted." });
    },
    onError: (error) => form.setFieldError("password", passwordErrorOf(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => leaving.mutate(values))} noValidate>
      <Stack gap="sm">
        <TextInput
          label={`Type "${leaveWord}" to confirm`}
          autoComplete="off"
          required
          {...form.getInputProps("word")}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          {...form.getInputProps("password")}
        />
        <Refusal error={leaving.error} />
        <Button type="submit" color="red.8" loading={leaving.isPending}>
          Delete my account
        </Button>
      </Stack>
    </form>
  );
}

function Refusal({ error }: { error: Error | null }) {
  if (!error || passwordErrorOf(error)) return null;
  const next = nextStepOf(error);
  return (
    <Alert color="red" role="alert" variant="outline">
      {error.message}
      {next && (
        <Anchor href={next.href} display="block" py={12}>
          {next.label}
        </Anchor>
      )}
    </Alert>
  );
}
