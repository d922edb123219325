import { Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas } from "../../api/client";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { organisationQuery } from "./queries";
import { SignUpPanel } from "./SignUpPanel";
import { ZonePanel } from "./ZonePanel";

type Organisation = Schemas["OrganisationAnswer"];

/** The organisation's name, its time zone, and who may come in. */
export function OrganisationTab() {
  const organisation = useQuery(organisationQuery);
  return (
    <Reading query={organisation} label="Reading the organisation …">
      {(data) => (
        <Stack gap="lg" maw={720}>
          <NamePanel organisation={data} />
          <ZonePanel organisation={data} />
          {data.isTop && <SignUpPanel organisation={data} />}
        </Stack>
      )}
    </Reading>
  );
}

function NamePanel({ organisation }: { organisation: Organisation }) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: { name: organisation.name },
    send: ({ name }) =>
      api.PATCH("/api/v1/settings/organisation", {
        body: { name, signUpAllowed: null, signUp: null, timeZone: null },
      }),
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
