import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { EmptyState } from "../../shared/StatePages";
import { DataTable, type Column } from "../parts/DataTable";
import { TextLink } from "../parts/links";
import { ExactMoment } from "../parts/Moment";
import { MoreButton } from "../parts/MoreButton";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { auditQuery } from "../queries";
import { usePersonNames } from "../usePersonNames";
import { actionLabel, subjectOf } from "../words/labels";

type Entry = Schemas["AuditAnswer"];

const step = 50;
/** As far back as the cloud reads at once. */
const limitMax = 1_000;

/** Who did what that matters, newest first. */
export function AuditPage() {
  const [limit, setLimit] = useState(step);
  const personName = usePersonNames();
  const audit = useQuery({
    ...auditQuery(limit),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  return (
    <>
      <PageHead
        title="Audit"
        intro="Sign-ins, tokens that were shown and what was deleted. Entries cannot be changed or removed from here."
      />
      <Reading query={audit} label="Reading the audit log …">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="Nothing noted yet" />
          ) : (
            <>
              <DataTable
                caption="Audit log"
                columns={columns(personName)}
                rows={items}
                keyOf={(entry, index) => `${entry.at} ${items.length - index}`}
              />
              <MoreButton
                shown={items.length}
                things={items.length === 1 ? "entry" : "entries"}
                hasMore={items.length === limit && limit < limitMax}
                isLoading={audit.isPlaceholderData}
                onMore={() => setLimit(Math.min(limitMax, limit * 2))}
              />
            </>
          )
        }
      </Reading>
    </>
  );
}

type Names = (id: number) => string;

const columns = (personName: Names): Column<Entry>[] => [
  { key: "action", header: "What", lead: true, cell: ({ action }) => actionLabel(action) },
  { key: "at", header: "When", cell: ({ at }) => <ExactMoment at={at} /> },
  {
    key: "actor",
    header: "Who",
    cell: ({ actorId }) => (actorId === null ? "The cloud itself" : personName(actorId)),
  },
  {
    key: "subject",
    header: "About",
    cell: ({ subject }) => <Subject subject={subject} personName={personName} />,
  },
  { key: "from", header: "From", cell: ({ remoteAddress }) => remoteAddress ?? "–" },
];

// A deleted thing has no page any more; its entry says so by not leading anywhere.
function Subject({ subject, personName }: { subject: string; personName: Names }) {
  const { kind, id, label } = subjectOf(subject);
  if (kind === "device")
    return (
      <TextLink to="/console/devices/$deviceId" params={{ deviceId: id }}>
        {label}
      </TextLink>
    );
  if (kind === "template")
    return (
      <TextLink to="/console/templates/$templateId" params={{ templateId: id }}>
        {label}
      </TextLink>
    );
  return <>{kind === "person" ? personName(Number(id)) : label}</>;
}
