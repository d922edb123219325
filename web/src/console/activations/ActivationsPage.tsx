import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { EmptyState } from "../../shared/StatePages";
import { ButtonLink } from "../parts/links";
import { MoreButton } from "../parts/MoreButton";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { sessionPagesQuery } from "../queries";
import { sessionStates, type SessionState } from "../words/labels";
import classes from "./ActivationsPage.module.css";
import { ActivationTable } from "./ActivationTable";
import { KpiRow } from "./KpiRow";

const choices = [
  { value: "all", label: "All" },
  ...Object.entries(sessionStates).map(([value, { label }]) => ({ value, label })),
];

/** Every attempt to bring a device in, whatever became of it. */
export function ActivationsPage() {
  const { state } = useSearch({ from: "/console/activations" });
  const navigate = useNavigate();
  const pages = useInfiniteQuery({
    ...sessionPagesQuery(state ? { state } : {}),
    placeholderData: keepPreviousData,
  });
  const narrow = (word: string) =>
    void navigate({
      to: "/console/activations",
      search: word === "all" ? {} : { state: word as SessionState },
      replace: true,
    });
  return (
    <>
      <PageHead
        title="Activations"
        intro="Every attempt to bring a device in, with its reason when it did not work."
      />
      <div className={classes.filter}>
        <SegmentedControl
          aria-label="State"
          size="md"
          data={choices}
          value={state ?? "all"}
          onChange={narrow}
        />
      </div>
      <Reading query={pages} label="Reading the activations …">
        {(data) => {
          const sessions = data.pages.flatMap((page) => page.items);
          if (sessions.length === 0) return state ? <NoneFits /> : <NoneYet />;
          return (
            <>
              <KpiRow sessions={sessions} />
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
      title="No attempt in this state"
      action={
        <ButtonLink to="/console/activations" search={{}} variant="default">
          Show all
        </ButtonLink>
      }
    />
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
