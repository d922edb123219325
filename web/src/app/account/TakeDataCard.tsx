import { Alert, Button, Card, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { callForFile } from "../../api/client";
import { saveBlob } from "../../shared/saveBlob";

async function takeData(): Promise<void> {
  const answer = await callForFile("/api/v1/me/export", { signal: new AbortController().signal });
  saveBlob("firstlight-my-data.zip", await answer.blob());
}

/** Everything about oneself as one file. */
export function TakeDataCard() {
  const taking = useMutation({ mutationFn: takeData });
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h4">
          Take it with you
        </Title>
        <Text>
          One zip file with your account, your devices and their last values, what happened to them, how you
          set them up, and what you did here. No passwords or tokens are in it.
        </Text>
        {taking.error && (
          <Alert color="red" role="alert" variant="outline">
            {taking.error.message} Try again in a moment.
          </Alert>
        )}
        {taking.isSuccess && <Text role="status">It is in your downloads: firstlight-my-data.zip</Text>}
        <Button variant="default" loading={taking.isPending} onClick={() => taking.mutate()}>
          Download my data
        </Button>
      </Stack>
    </Card>
  );
}
