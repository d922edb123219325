import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Schemas } from "../../api/client";
import { Panel } from "../parts/Panel";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { ZoneSelect } from "../zones/ZoneSelect";
import { organisationQuery } from "./queries";

/** By which clock devices live that nobody gave a zone of their own. */
export function ZonePanel({ organisation }: { organisation: Schemas["OrganisationAnswer"] }) {
  const queries = useQueryClient();
  const { form, ...frame } = useServerForm({
    initialValues: { timeZone: organisation.timeZone ?? "" },
    send: ({ timeZone }) =>
      api.PATCH("/api/v1/settings/organisation", {
        body: { name: null, signUpAllowed: null, signUp: null, timeZone },
      }),
    onDone: async () => {
      notifications.show({ message: "The time zone is saved." });
      await queries.invalidateQueries({ queryKey: organisationQuery.queryKey });
    },
  });
  return (
    <Panel
      title="Time zone"
      intro={
        organisation.isTop
          ? "Devices without a zone of their own tell the time of this one. Without any it is UTC."
          : "Devices without a zone of their own tell the time of this one. Without any it is that of the organisation above."
      }
    >
      <ServerForm {...frame} action="Save">
        <ZoneSelect
          label="Time zone"
          none={organisation.isTop ? "None" : "As the organisation above"}
          inUse={organisation.timeZone === null ? organisation.timeZoneInUse : null}
          {...form.getInputProps("timeZone")}
        />
      </ServerForm>
    </Panel>
  );
}
