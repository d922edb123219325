import { Alert, Button, Container, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { api } from "../api/client";
import { StatusLight } from "../design/StatusLight";

const route = getRouteApi("/sign-in");

/** Sign in with e-mail and password; the cookie does the rest. */
export function SignInPage() {
  const { to } = route.useSearch();
  const router = useRouter();
  const queries = useQueryClient();
  const form = useForm({ mode: "uncontrolled", initialValues: { email: "", password: "" } });
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) =>
      api.POST("/api/v1/sign-in", { params: { query: { useCookie: true } }, body }),
    onSuccess: async () => {
      queries.clear();
      await router.navigate({ href: to ?? "/app" });
    },
  });

  return (
    <Container size={420} py={64} component="main">
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <Stack gap="md">
          <StatusLight state="running" size={40} label="Firstlight" />
          <Title order={1}>Sign in</Title>
          <TextInput
            label="E-mail address"
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            {...form.getInputProps("password")}
          />
          {signIn.error && (
            <Alert color="red" role="alert">
              {signIn.error.message}
            </Alert>
          )}
          <Button type="submit" loading={signIn.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
    </Container>
  );
}
