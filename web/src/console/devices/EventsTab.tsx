import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Device, Schemas, Template } from "../../api/client";
import { EmptyState } from "../../shared/StatePages";
import { ExactMoment, Moment } from "../parts/Moment";
import { MoreButton } from "../parts/MoreButton";
import { Reading } from "../parts/Reading";
import { Timeline, type Entry } from "../parts/Timeline";
import { eventPagesQuery, templateQuery } from "../queries";
import { eventLabel } from "../words/labels";

/** What happened to the device, newest first. */
export function EventsTab({ device }: { device: Device }) {
  const pages = useInfiniteQuery(eventPagesQuery(device.id));
  const known = useQuery(templateQuery(device.templateId)).data?.events;
  return (
    <Reading query={pages} label="Reading the events …">
      {(data) => {
        const events = data.pages.flatMap((page) => page.items);
        if (events.length === 0)
          return (
            <EmptyState title="Nothing has happened yet">
              Events appear here when the device connects.
            </EmptyState>
          );
        return (
          <>
            <Timeline
              label={`Events of ${device.name}`}
              entries={events.map((event) => entryOf(event, known))}
            />
            <MoreButton
              shown={events.length}
              things={events.length === 1 ? "event" : "events"}
              hasMore={pages.hasNextPage}
              isLoading={pages.isFetchingNextPage}
              onMore={() => void pages.fetchNextPage()}
            />
          </>
        );
      }}
    </Reading>
  );
}

function entryOf(event: Schemas["EventAnswer"], known: Template["events"] | undefined): Entry {
  const { label, tone } = eventLabel(event.code, known);
  return {
    key: event.id,
    tone,
    label,
    when: (
      <>
        <Moment at={event.at} />, <ExactMoment at={event.at} />
      </>
    ),
    detail: (event.description || event.resolvedAt) && (
      <>
        {event.description}
        {event.resolvedAt && (
          <div>
            Resolved <Moment at={event.resolvedAt} />
          </div>
        )}
      </>
    ),
  };
}
