import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { Moment } from "../parts/Moment";
import { Panel } from "../parts/Panel";
import { ResetLink } from "./ResetLink";
import { waitingResetsQuery } from "./queries";

type Waiting = Schemas["WaitingResetAnswer"];

/** Who forgot their password and waits for somebody to hand them a link. Nothing at all when nobody does. */
export function WaitingResets() {
  const queries = useQueryClient();
  const waiting = useQuery(waitingResetsQuery).data ?? [];
  const [chosen, setChosen] = useState<Waiting | null>(null);
  const close = () => {
    setChosen(null);
    void queries.invalidateQueries({ queryKey: waitingResetsQuery.queryKey });
  };
  return (
    <>
      {waiting.length > 0 && (
        <Panel
          title="Waiting for a new password"
          intro="They asked on the sign-in page, where anybody can ask for anybody: make sure that it was them."
        >
          {waiting.map((request) => (
            <Group key={request.personId} justify="space-between">
              <Stack gap={0}>
                <Text fw={600}>{request.name}</Text>
                <Text c="dimmed" size="sm">
                  {request.email}, <Moment at={request.requestedAt} />
                </Text>
              </Stack>
              <Button onClick={() => setChosen(request)} aria-label={`Make a link for ${request.name}`}>
                Make a link
              </Button>
            </Group>
          ))}
        </Panel>
      )}
      {chosen && (
        <Dialog title={`New password for ${chosen.name}`} onClose={close} sticky>
          <ResetLink person={{ id: chosen.personId, name: chosen.name }} />
        </Dialog>
      )}
    </>
  );
}
