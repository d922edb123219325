import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { EmptyState } from "../../shared/StatePages";
import { Icon } from "../parts/icons";
import { ButtonLink } from "../parts/links";
import { MoreButton } from "../parts/MoreButton";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { useNow } from "../parts/useNow";
import { sessionPagesQuery, statisticsQuery } from "../queries";
import { ActivationFilters } from "./ActivationFilters";
import { ActivationTable } from "./ActivationTable";
import { firstDay } from "./days";
import { exportAddress, isNarrowed, sessionFilterOf, standardSpan } from "./filter";
import { StatisticsPanels } from "./StatisticsPanels";

/** Every attempt to bring a device in, whatever became of it. */
export function ActivationsPage() {
  const search = useSearch({ from: "/console/activations" });
  const from = firstDay(useNow(), search.days ?? standardSpan);
  const statistics = useQuery({
    ...statisticsQuery(from, search.template),
    placeholderData: keepPreviousData,
  });
  const pages = useInfiniteQuery({
    ...sessionPagesQuery(sessionFilterOf(search)),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead
        title="Activations"
        intro="Every attempt to bring a device in, with its reason when it did not work."
      >
        <Button
          component="a"
          href={exportAddress(search)}
          download
          variant="default"
          leftSection={<Icon name="download" />}
          title="Leaves an entry in the audit log"
        >
          Export
        </Button>
      </PageHead>
      {statistics.data && <StatisticsPanels statistics={statistics.data} />}
      <ActivationFilters statistics={statistics.data} />
      <Reading query={pages} label="Reading the activations …">
        {(data) => {
          const sessions = data.pages.flatMap((page) => page.items);
          if (sessions.length === 0) return isNarrowed(search) ? <NoneFits /> : <NoneYet />;
          return (
            <>
              <ActivationTable sessions={sessions} />
              <MoreButton
                shown={sessions.length}
                things={sessions.length === 1 ? "attempt" : "attempts"}
                hasMore={pages.hasNextPage}
                isLoading={pages.isFetchingNextPage}
                onMore={() => void pages.fetchNextPage()}
              />
            </>
          );
        }}
      </Reading>
    </>
  );
}

function NoneFits() {
  return (
    <EmptyState
      title="No such attempt"
      action={
        <ButtonLink to="/console/activations" search={{}} variant="default">
          Show all
        </ButtonLink>
      }
    >
      The filters leave nothing over.
    </EmptyState>
  );
}

function NoneYet() {
  return (
    <EmptyState
      title="No activations yet"
      action={<ButtonLink to="/app">Add a device in the app</ButtonLink>}
    >
      Each attempt appears here the moment the app asks for a token.
    </EmptyState>
  );
}
