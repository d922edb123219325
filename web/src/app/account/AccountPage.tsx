import { Button, Card, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { api } from "../../api/client";
import { Passkeys } from "../../shared/passkeys/Passkeys";
import { personQuery } from "../../shared/person";
import { ErrorState, LoadingState } from "../../shared/StatePages";
import { forgetWifi, forgetWizard, rememberedWifi } from "../wizard/wizardStore";
import { InstallNote } from "./InstallNote";

const roles = { Admin: "Administrator", Staff: "Staff", User: "User" };

/** Who is signed in, and what this phone keeps. */
export function AccountPage() {
  const person = useQuery(personQuery);
  if (person.isPending) return <LoadingState label="One moment …" />;
  if (person.isError) return <ErrorState error={person.error} retry={() => void person.refetch()} />;
  return (
    <Stack gap="lg" maw={560}>
      <Title order={1} size="h2">
        Account
      </Title>
      {person.data && (
        <Card withBorder>
          <Text fw={600}>{person.data.name || person.data.email}</Text>
          <Text c="dimmed">{person.data.email}</Text>
          <Text c="dimmed">{roles[person.data.role]}</Text>
        </Card>
      )}
      <Card withBorder>
        <Stack gap="sm">
          <Text fw={600}>Passkeys</Text>
          <Passkeys />
        </Stack>
      </Card>
      <RememberedWifi />
      <InstallNote />
      <Stack gap="sm">
        {person.data?.role === "Admin" && (
          <Button variant="default" component={Link} to="/console">
            Open the console
          </Button>
        )}
        <Button variant="default" component={Link} to="/app/account/data">
          Your data, and leaving
        </Button>
        <SignOut />
      </Stack>
    </Stack>
  );
}

function RememberedWifi() {
  const wifi = useQuery({
    queryKey: ["phone", "wifi"],
    networkMode: "always",
    queryFn: async () => (await rememberedWifi()) ?? null,
  });
  const forget = useMutation({ mutationFn: forgetWifi, onSuccess: () => wifi.refetch() });
  if (!wifi.data) return null;
  return (
    <Card withBorder>
      <Stack gap="sm" align="start">
        <div>
          <Text fw={600}>Remembered Wi-Fi</Text>
          <Text c="dimmed" size="sm">
            “{wifi.data.ssid}” and its password are kept on this phone for the next device.
          </Text>
        </div>
        <Button variant="default" onClick={() => forget.mutate()}>
          Forget it
        </Button>
      </Stack>
    </Card>
  );
}

function SignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: async () => {
      await api.POST("/api/v1/sign-out");
      // The next person at this phone must not find a token or a password.
      await Promise.all([forgetWizard(), forgetWifi()]);
    },
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: "/sign-in" });
    },
  });
  return (
    <>
      {signOut.error && (
        <Text c="red" role="alert">
          {signOut.error.message}
        </Text>
      )}
      <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
        Sign out
      </Button>
    </>
  );
}
