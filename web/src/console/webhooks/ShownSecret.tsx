import { Button, Stack, Text } from "@mantine/core";
import { CopyBlock } from "../parts/CopyBlock";
import type { IssuedWebhook } from "./queries";

/** A signing secret, shown once, and how a receiver uses it. */
export function ShownSecret({ issued, onDone }: { issued: IssuedWebhook; onDone: () => void }) {
  return (
    <Stack gap="md">
      <Text>
        This is shown once. Your receiver checks the signature of each message with it, so that nobody else
        can send one.
      </Text>
      <CopyBlock label="Signing secret" text={issued.secret} />
      <CopyBlock
        label="In Node.js, with the library standardwebhooks"
        text={`new Webhook("${issued.secret}").verify(body, headers)`}
      />
      <Button onClick={onDone} style={{ alignSelf: "start" }}>
        I have copied it
      </Button>
    </Stack>
  );
}
