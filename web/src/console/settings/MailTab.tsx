import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Person, type Schemas } from "../../api/client";
import { Facts } from "../parts/Facts";
import { Moment } from "../parts/Moment";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { mailQuery } from "./queries";

/** Whether mail goes out, and what kept it from it. */
export function MailTab({ me }: { me: Person }) {
  const mail = useQuery(mailQuery);
  return (
    <Reading query={mail} label="Reading how mail fares …">
      {(state) => (
        <Stack gap="lg" maw={720}>
          {state.isConfigured ? <MailPanel state={state} me={me} /> : <NoMail />}
        </Stack>
      )}
    </Reading>
  );
}

function NoMail() {
  return (
    <Panel title="Mail">
      <Text>
        There is no mail server. People who forget their password are shown to you under People, and you hand
        them a link.
      </Text>
      <Text c="dimmed">
        To send mail, start the cloud with --smtp-host, --smtp-from and --public-url; docs/operate/mail.md
        says more.
      </Text>
    </Panel>
  );
}

function MailPanel({ state, me }: { state: Schemas["MailAnswer"]; me: Person }) {
  const queries = useQueryClient();
  const trying = useMutation({
    mutationFn: () => api.POST("/api/v1/settings/mail/test"),
    onSettled: () => queries.invalidateQueries({ queryKey: mailQuery.queryKey }),
  });
  const failure = state.lastFailure;
  const isTroubled = failure !== null && (!state.lastSentAt || state.lastSentAt < failure.at);
  return (
    <Panel title="Mail">
      <Facts
        facts={[
          ["Server", state.server],
          ["From", state.from],
          ["Waiting", state.waiting],
          ["Last sent", <Moment key="sent" at={state.lastSentAt} otherwise="nothing yet" />],
        ]}
      />
      {failure && (
        <Alert
          variant="outline"
          color={isTroubled ? "red" : "gray"}
          title={isTroubled ? "The last mail was not sent" : "Earlier, a mail was not sent"}
        >
          {failure.reason} (<Moment at={failure.at} />){" "}
          {failure.gaveUp ? "It will not be tried again." : "It will be tried again."}
        </Alert>
      )}
      <Group>
        <Button variant="default" loading={trying.isPending} onClick={() => trying.mutate()}>
          Send a test mail to me
        </Button>
      </Group>
      {trying.isSuccess && (
        <Text role="status">The mail server took it. Look into the mailbox of {me.email}.</Text>
      )}
      {trying.error && (
        <Alert color="red" role="alert" variant="outline">
          {trying.error.message}
        </Alert>
      )}
    </Panel>
  );
}
