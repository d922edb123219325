import { Alert, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Person, type Schemas, type Template } from "../../api/client";
import { templatesQuery } from "../../shared/devices";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { mayEditTemplates } from "../words/rights";
import { usesQuery } from "./queries";

type Organisation = Schemas["OrganisationDetail"];
type Change = { templateId: string; use: boolean };

/** Which of our templates an organisation below may use. */
export function TemplateUses({ organisation, person }: { organisation: Organisation; person: Person }) {
  const ours = useQuery(templatesQuery).data?.items ?? [];
  const uses = useQuery(usesQuery(organisation.id));
  const queries = useQueryClient();
  // Where a switch was turned to shows at once: a mutation says only a moment later that it is pending.
  const [turned, setTurned] = useState<Change | null>(null);
  const changing = useMutation({
    mutationFn: ({ templateId, use }: Change) => {
      const params = { path: { id: organisation.id, templateId } };
      return use
        ? api.PUT("/api/v1/organisations/{id}/templates/{templateId}", { params })
        : api.DELETE("/api/v1/organisations/{id}/templates/{templateId}", { params });
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ["organisations", organisation.id] });
      setTurned(null);
    },
  });
  const turn = (change: Change) => {
    if (turned) return;
    setTurned(change);
    changing.mutate(change);
  };
  return (
    <Panel title="Templates" intro="What devices of theirs may be. Only you change the templates themselves.">
      <Reading query={uses} label="Reading its templates …">
        {(used) => (
          <Stack gap="sm">
            {ours.length === 0 && <Text c="dimmed">There are no templates to let them use.</Text>}
            {ours.map((template) => (
              <Switch
                key={template.id}
                size="md"
                label={template.name}
                checked={isUsed(template, used, turned)}
                disabled={!mayEditTemplates(person)}
                onChange={(event) => turn({ templateId: template.id, use: event.currentTarget.checked })}
              />
            ))}
          </Stack>
        )}
      </Reading>
      {changing.error && (
        <Alert color="red" role="alert" variant="outline" mt="sm">
          {changing.error.message}
        </Alert>
      )}
    </Panel>
  );
}

// A switch that was just turned shows where it was turned to.
function isUsed({ id }: Template, used: readonly Template[], change: Change | null): boolean {
  return change?.templateId === id ? change.use : used.some((template) => template.id === id);
}
