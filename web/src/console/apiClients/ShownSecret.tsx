import { Button, Stack, Text } from "@mantine/core";
import { CopyBlock } from "../parts/CopyBlock";
import type { IssuedApiClient } from "./queries";

/** A secret, shown once, and how a program uses it. */
export function ShownSecret({ issued, onDone }: { issued: IssuedApiClient; onDone: () => void }) {
  const { client, clientSecret } = issued;
  return (
    <Stack gap="md">
      <Text>This is shown once. Put it where the program keeps its secrets, and nowhere else.</Text>
      <CopyBlock label="Client id" text={client.clientId} />
      <CopyBlock label="Secret" text={clientSecret} />
      <CopyBlock
        label="As an API key"
        text={`curl ${window.location.origin}/api/v1/me -H "Authorization: Bearer ${clientSecret}"`}
      />
      <CopyBlock
        label="For an OAuth2 access token"
        text={`curl -X POST -u '${client.clientId}:${clientSecret}' '${window.location.origin}/oauth2/token?grant_type=client_credentials'`}
      />
      <Button onClick={onDone} style={{ alignSelf: "start" }}>
        I have copied it
      </Button>
    </Stack>
  );
}
