import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "../../api/client";
import { Refused } from "../comingIn/ComingInFrame";
import { addPasskey, wasLeft } from "./ceremonies";
import { PasskeyRow } from "./PasskeyRow";
import { passkeySupport, suggestedName, supportWords } from "./support";

const passkeysKey = ["me", "passkeys"];

/** The passkeys of whoever is signed in; the same in the app and in the console. */
export function Passkeys() {
  const queries = useQueryClient();
  const passkeys = useQuery({
    queryKey: passkeysKey,
    queryFn: async ({ signal }) => dataOf(await api.GET("/api/v1/me/passkeys", { signal })),
  });
  const changed = () => queries.invalidateQueries({ queryKey: passkeysKey });
  const support = passkeySupport();
  return (
    <Stack gap="sm">
      <Text c="dimmed" size="sm">
        Sign in with your finger, face or screen lock. A passkey stays on your device and cannot be guessed or
        sent on.
      </Text>
      <Refused error={passkeys.error} />
      {passkeys.data?.map((passkey) => (
        <PasskeyRow key={passkey.id} passkey={passkey} onChanged={changed} />
      ))}
      {support === "ready" ? (
        <AddPasskey onAdded={changed} />
      ) : (
        <Text size="sm">{supportWords[support]}</Text>
      )}
    </Stack>
  );
}

function AddPasskey({ onAdded }: { onAdded: () => Promise<void> }) {
  const [name, setName] = useState<string | null>(null);
  const adding = useMutation({
    mutationFn: addPasskey,
    onSuccess: async () => {
      setName(null);
      await onAdded();
    },
  });
  if (name === null)
    return (
      <Group>
        <Button variant="default" onClick={() => setName(suggestedName(navigator.userAgent))}>
          Add a passkey
        </Button>
      </Group>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        adding.mutate(name.trim());
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Name of the passkey"
          description="So that you know it again, such as the device it is on."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={60}
          required
          data-autofocus
        />
        <Refused error={wasLeft(adding.error) ? null : adding.error} />
        <Group gap="xs">
          <Button type="submit" loading={adding.isPending} disabled={!name.trim()}>
            Go on
          </Button>
          <Button variant="default" onClick={() => setName(null)}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
