import { Button, Group, SegmentedControl, Stack, useMantineColorScheme } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api/client";
import { Passkeys } from "../../shared/passkeys/Passkeys";
import { personQuery } from "../../shared/person";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Facts } from "../parts/Facts";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";

/** Who is signed in, how the pages look, and the way out. */
export function AccountPage() {
  const person = useQuery(personQuery).data;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = useLeave();
  const out = useMutation({ mutationFn: () => signOut(false), onSuccess: leave });
  const [asks, setAsks] = useState(false);
  return (
    <Stack gap="lg" maw={720}>
      <PageHead title="Account" />
      <Panel title="You">
        <Facts
          facts={[
            ["Name", person?.name],
            ["E-mail address", person?.email],
            ["Role", person?.role],
          ]}
        />
        <Group gap="xs">
          <Button onClick={() => out.mutate()} loading={out.isPending}>
            Sign out
          </Button>
          <Button variant="default" onClick={() => setAsks(true)}>
            Sign out everywhere
          </Button>
        </Group>
      </Panel>
      <Panel title="Passkeys">
        <Passkeys />
      </Panel>
      <Panel title="Appearance">
        <SegmentedControl
          aria-label="Appearance"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as "auto" | "light" | "dark")}
          data={[
            { value: "auto", label: "As the system" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
        />
      </Panel>
      {asks && (
        <ConfirmDialog
          title="Sign out everywhere?"
          action="Sign out everywhere"
          send={() => signOut(true)}
          onClose={() => setAsks(false)}
          onDone={leave}
        >
          Every browser and program in which you are signed in will have to sign in again, this one too.
        </ConfirmDialog>
      )}
    </Stack>
  );
}

const signOut = (everywhere: boolean) =>
  api.POST("/api/v1/sign-out", everywhere ? { params: { query: { everywhere } } } : {});

function useLeave() {
  const queries = useQueryClient();
  const router = useRouter();
  return async () => {
    queries.clear();
    await router.navigate({ to: "/sign-in" });
  };
}
