import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Schemas } from "../../api/client";
import { Refused } from "../comingIn/ComingInFrame";

type Passkey = Schemas["PasskeyAnswer"];
type Mode = "shown" | "renaming" | "removing";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

/** One passkey: its name, since when, and what can be done with it. */
export function PasskeyRow({ passkey, onChanged }: { passkey: Passkey; onChanged: () => Promise<void> }) {
  const [mode, setMode] = useState<Mode>("shown");
  const [name, setName] = useState(passkey.name);
  const path = { path: { id: passkey.id } };
  const done = async () => {
    setMode("shown");
    await onChanged();
  };
  const renaming = useMutation({
    mutationFn: () => api.PATCH("/api/v1/me/passkeys/{id}", { params: path, body: { name } }),
    onSuccess: done,
  });
  const removing = useMutation({
    mutationFn: () => api.DELETE("/api/v1/me/passkeys/{id}", { params: path }),
    onSuccess: done,
  });
  return (
    <Stack gap="xs" role="group" aria-label={passkey.name}>
      {mode === "renaming" ? (
        <TextInput
          label="Name of the passkey"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={60}
        />
      ) : (
        <div>
          <Text fw={600}>{passkey.name}</Text>
          <Text c="dimmed" size="sm">
            Added {day.format(new Date(passkey.createdAt))}
            {passkey.lastUsedAt
              ? `, last used ${day.format(new Date(passkey.lastUsedAt))}`
              : ", not used yet"}
          </Text>
        </div>
      )}
      {mode === "removing" && (
        <Text size="sm">It lets you in no more. Remove it from the device itself, too, in its settings.</Text>
      )}
      <Refused error={mode === "renaming" ? renaming.error : removing.error} />
      <Group gap="xs">
        {mode === "shown" && (
          <>
            <Button
              variant="default"
              onClick={() => setMode("renaming")}
              aria-label={`Rename ${passkey.name}`}
            >
              Rename
            </Button>
            <Button
              variant="default"
              onClick={() => setMode("removing")}
              aria-label={`Remove ${passkey.name}`}
            >
              Remove
            </Button>
          </>
        )}
        {mode === "renaming" && (
          <Button onClick={() => renaming.mutate()} loading={renaming.isPending} disabled={!name.trim()}>
            Save the name
          </Button>
        )}
        {mode === "removing" && (
          <Button color="red.8" onClick={() => removing.mutate()} loading={removing.isPending}>
            Remove the passkey
          </Button>
        )}
        {mode !== "shown" && (
          <Button variant="default" onClick={() => setMode("shown")}>
            Keep as it is
          </Button>
        )}
      </Group>
    </Stack>
  );
}
