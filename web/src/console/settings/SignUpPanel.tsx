import { Alert, Radio, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Schemas } from "../../api/client";
import { signInOptionsQuery } from "../../shared/comingIn/calls";
import { Panel } from "../parts/Panel";
import { organisationQuery } from "./queries";

type Organisation = Schemas["OrganisationAnswer"];
type Mode = Schemas["SignUpMode"];

const modes: { mode: Mode; label: string; description: string }[] = [
  { mode: "Off", label: "Nobody", description: "Accounts are made by invitation." },
  {
    mode: "JoinsAsUser",
    label: "Anybody, into this organisation",
    description: "They get the role User and see only their own devices.",
  },
  {
    mode: "OwnOrganisation",
    label: "Anybody, each into an organisation of their own",
    description:
      "For customers who run their devices and people themselves: they become the administrator of a new organisation below this one, which may use all of your templates.",
  },
];

/** Who may make an account, and what becomes of them. */
export function SignUpPanel({ organisation }: { organisation: Organisation }) {
  const queries = useQueryClient();
  // What is chosen shows at once: a mutation says only a moment later that it is pending, and the choice would jump back and forth.
  const [chosen, setChosen] = useState<Mode | null>(null);
  const choosing = useMutation({
    mutationFn: (signUp: Mode) =>
      api.PATCH("/api/v1/settings/organisation", {
        body: { name: null, signUpAllowed: null, signUp, timeZone: null },
      }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: organisationQuery.queryKey }),
        queries.invalidateQueries({ queryKey: signInOptionsQuery.queryKey }),
      ]),
    onSettled: () => setChosen(null),
  });
  const choose = (mode: Mode) => {
    if (chosen) return;
    setChosen(mode);
    choosing.mutate(mode);
  };
  return (
    <Panel title="Sign-up">
      <Stack gap="md">
        <Radio.Group
          label="Who may make an account themselves?"
          description="Where somebody may, the sign-in page offers “Create an account”."
          value={chosen ?? organisation.signUp}
          onChange={(mode) => choose(mode as Mode)}
        >
          <Stack gap="sm" mt="sm">
            {modes.map(({ mode, label, description }) => (
              <Radio key={mode} value={mode} label={label} description={description} />
            ))}
          </Stack>
        </Radio.Group>
        {choosing.error && (
          <Alert color="red" role="alert" variant="outline">
            {choosing.error.message}
          </Alert>
        )}
      </Stack>
    </Panel>
  );
}
