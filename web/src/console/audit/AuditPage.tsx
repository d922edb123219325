import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { inOrganisation } from "../../api/acting";
import type { Schemas } from "../../api/client";
import { EmptyState } from "../../shared/StatePages";
import { DataTable, type Column } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { TextLink } from "../parts/links";
import { ExactMoment } from "../parts/Moment";
import { MoreButton } from "../parts/MoreButton";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { auditPagesQuery, type AuditFilter } from "../queries";
import { usePersonNames } from "../usePersonNames";
import { actionLabel, subjectOf } from "../words/labels";
import { AuditFilters } from "./AuditFilters";

type Entry = Schemas["AuditAnswer"];

/** Who did what that matters, newest first. */
export function AuditPage() {
  const [filter, setFilter] = useState<AuditFilter>({});
  const personName = usePersonNames();
  const audit = useInfiniteQuery({
    ...auditPagesQuery(filter),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  return (
    <>
      <PageHead
        title="Audit"
        intro="Sign-ins, tokens that were shown and what was deleted. Entries cannot be changed or removed from here."
      >
        <Button
          component="a"
          href={auditExport(filter)}
          download
          variant="default"
          leftSection={<Icon name="download" />}
          title="Leaves an entry itself"
        >
          Export
        </Button>
      </PageHead>
      <AuditFilters filter={filter} onChange={setFilter} />
      <Reading query={audit} label="Reading the audit log …">
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.items);
          if (entries.length === 0) return <EmptyState title="Nothing noted" />;
          return (
            <>
              <DataTable
                caption="Audit log"
                columns={columns(personName)}
                rows={entries}
                keyOf={(entry, index) => `${entry.at} ${entries.length - index}`}
              />
              <MoreButton
                shown={entries.length}
                things={entries.length === 1 ? "entry" : "entries"}
                hasMore={audit.hasNextPage}
                isLoading={audit.isFetchingNextPage}
                onMore={() => void audit.fetchNextPage()}
              />
            </>
          );
        }}
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

function auditExport(filter: AuditFilter): string {
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  return inOrganisation(`/api/v1/audit.csv${query.size === 0 ? "" : `?${query}`}`);
}
