import { Checkbox, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import type { StaticToken } from "./queries";

export type TokenAction = "release" | "delete";

/** What happens to the unit and to whoever has it is said before it does. */
export function TokenDialog({
  token: { id, number },
  action,
  onClose,
}: {
  token: StaticToken;
  action: TokenAction;
  onClose: () => void;
}) {
  const [erase, setErase] = useState(true);
  const queries = useQueryClient();
  const path = { id };
  const done = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["batches"] }),
      queries.invalidateQueries({ queryKey: ["devices"] }),
    ]);
    onClose();
  };
  if (action === "release")
    return (
      <ConfirmDialog
        title={`Release unit ${number}?`}
        action="Release"
        dangerous
        send={() => api.POST("/api/v1/static-tokens/{id}/release", { params: { path, query: { erase } } })}
        onClose={onClose}
        onDone={done}
      >
        <Text>
          It leaves its owner's account at once, and can be claimed again by the code on its label. Its token
          stays: the unit goes on working in your organisation.
        </Text>
        <Checkbox
          label="Erase its values, history and events"
          description="What a unit that is sold again should not bring along"
          checked={erase}
          onChange={(event) => setErase(event.currentTarget.checked)}
        />
      </ConfirmDialog>
    );
  return (
    <ConfirmDialog
      title={`Delete unit ${number}?`}
      action="Delete for good"
      typed={`unit ${number}`}
      send={() => api.DELETE("/api/v1/static-tokens/{id}", { params: { path } })}
      onClose={onClose}
      onDone={done}
    >
      <Text>
        Its token stops working: the unit can never connect again unless it is flashed anew. Its device is
        removed from whoever has it, with values and history.
      </Text>
    </ConfirmDialog>
  );
}
