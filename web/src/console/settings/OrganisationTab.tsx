import { Alert, Stack, Switch, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas } from "../../api/client";
import { signInOptionsQuery } from "../../shared/comingIn/calls";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { organisationQuery } from "./queries";

type Organisation = Schemas["OrganisationAnswer"];

/** The organisation's name, and who may come in. */
export function OrganisationTab() {
  const organisation = useQuery(organisationQuery);
  return (
    <Reading query={organisation} label="Reading the organisation …">
      {(data) => (
        <Stack gap="lg" maw={720}>
          <NamePanel organisation={data} />
          <SignUpPanel organisation={data} />
        </Stack>
      )}
    </Reading>
  );
}

function NamePanel({ organisation }: { organisation: Organisation }) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: { name: organisation.name },
    send: ({ name }) => api.PATCH("/api/v1/settings/organisation", { body: { name, signUpAllowed: null } }),
    onDone: async () => {
      notifications.show({ message: "The name is saved." });
      await queries.invalidateQueries({ queryKey: organisationQuery.queryKey });
    },
  });
  return (
    <Panel title="Name">
      <ServerForm {...frame} action="Rename">
        <TextInput label="Name of the organisation" required maxLength={80} {...form.getInputProps("name")} />
      </ServerForm>
    </Panel>
  );
}

function SignUpPanel({ organisation }: { organisation: Organisation }) {
  const queries = useQueryClient();
  const switching = useMutation({
    mutationFn: (signUpAllowed: boolean) =>
      api.PATCH("/api/v1/settings/organisation", { body: { name: null, signUpAllowed } }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: organisationQuery.queryKey }),
        queries.invalidateQueries({ queryKey: signInOptionsQuery.queryKey }),
      ]),
  });
  const allowed = switching.isPending ? switching.variables : organisation.signUpAllowed;
  return (
    <Panel title="Sign-up">
      <Switch
        size="lg"
        label="People may make accounts themselves"
        description="They get the role User and see only their own devices. The sign-in page then offers “Create an account”."
        checked={allowed}
        disabled={switching.isPending}
        onChange={(event) => switching.mutate(event.currentTarget.checked)}
      />
      {switching.error && (
        <Alert color="red" role="alert" variant="outline">
          {switching.error.message}
        </Alert>
      )}
    </Panel>
  );
}
