import type { Session } from "../../api/client";
import { useTemplateNames } from "../devices/useTemplateNames";
import { DataTable, type Column } from "../parts/DataTable";
import { TextLink } from "../parts/links";
import { Moment } from "../parts/Moment";
import { ToneBadge } from "../parts/ToneBadge";
import { sessionStates } from "../words/labels";
import { durationText } from "../words/times";
import { durationOf } from "./durations";

/** Attempts to bring devices in, newest first. */
export function ActivationTable({ sessions }: { sessions: readonly Session[] }) {
  const templateName = useTemplateNames();
  const columns: Column<Session>[] = [
    {
      key: "id",
      header: "Attempt",
      lead: true,
      cell: ({ id }) => (
        <TextLink to="/console/activations/$sessionId" params={{ sessionId: String(id) }}>
          Attempt {id}
        </TextLink>
      ),
    },
    { key: "state", header: "State", cell: ({ state }) => <ToneBadge {...sessionStates[state]} /> },
    { key: "started", header: "Started", cell: ({ createdAt }) => <Moment at={createdAt} /> },
    { key: "took", header: "Took", cell: (session) => tookText(session) },
    {
      key: "device",
      header: "Device",
      cell: ({ deviceId, templateId, isReprovisioning }) =>
        `${deviceId}${templateId ? `, ${templateName(templateId)}` : ""}${isReprovisioning ? ", set up again" : ""}`,
    },
    { key: "failure", header: "Reason", cell: ({ failure }) => failure?.reason ?? "–" },
  ];
  return <DataTable caption="Activations" columns={columns} rows={sessions} keyOf={({ id }) => id} />;
}

function tookText(session: Session): string {
  const duration = durationOf(session);
  return duration === null ? "–" : durationText(duration);
}
