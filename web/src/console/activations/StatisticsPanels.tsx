import { SegmentedControl, SimpleGrid, Stack } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Panel } from "../parts/Panel";
import { DayChart } from "./DayChart";
import type { Statistics } from "./days";
import { spans, standardSpan } from "./filter";
import { KpiRow } from "./KpiRow";
import { ReasonBars } from "./ReasonBars";

/** The attempts of a span in numbers and drawings. */
export function StatisticsPanels({ statistics }: { statistics: Statistics }) {
  const search = useSearch({ from: "/console/activations" });
  const navigate = useNavigate();
  const days = search.days ?? standardSpan;
  return (
    <Stack gap="lg" mb="lg">
      <SegmentedControl
        aria-label="Span of the numbers"
        size="md"
        data={spans.map((span) => ({ value: String(span), label: `${span} days` }))}
        value={String(days)}
        onChange={(value) =>
          void navigate({
            to: "/console/activations",
            search: { ...search, days: Number(value) },
            replace: true,
          })
        }
        style={{ alignSelf: "start", maxWidth: "100%" }}
        // Four of them fit beside each other on a phone.
        styles={{ label: { paddingInline: 8 } }}
      />
      <KpiRow statistics={statistics} scope={`In the last ${days} days`} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: "start" }}>
        <Panel title="Day by day">
          <DayChart statistics={statistics} />
        </Panel>
        <Panel title="Why attempts failed">
          <ReasonBars reasons={statistics.reasons} />
        </Panel>
      </SimpleGrid>
    </Stack>
  );
}
