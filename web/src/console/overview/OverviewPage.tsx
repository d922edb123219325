import { SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { templatesQuery } from "../../shared/devices";
import { DayChart } from "../activations/DayChart";
import { firstDay } from "../activations/days";
import { standardSpan } from "../activations/filter";
import { Kpi } from "../activations/KpiRow";
import { ReasonBars } from "../activations/ReasonBars";
import { ButtonLink, TextLink } from "../parts/links";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { useNow } from "../parts/useNow";
import { deviceCountQuery, statisticsQuery } from "../queries";
import { durationText } from "../words/times";
import { FirstSteps } from "./FirstSteps";
import { LatestFailures } from "./LatestFailures";

/** How things are, at a glance: it changes while one looks. */
export function OverviewPage() {
  const templates = useQuery(templatesQuery);
  const total = useQuery(deviceCountQuery({}));
  const statistics = useQuery(statisticsQuery(firstDay(useNow(), standardSpan)));
  return (
    <>
      <PageHead title="Overview" />
      <Reading query={total} label="Reading how things are …">
        {({ count }) => (
          <Reading query={statistics} label="Reading how things are …">
            {(numbers) => (
              <Stack gap="lg">
                {count === 0 && <FirstSteps hasTemplate={(templates.data?.items.length ?? 0) > 0} />}
                <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="md">
                  <OnlineNow total={count} />
                  <NeverConnected />
                  <Kpi
                    name={`Activated in ${standardSpan} days`}
                    value={numbers.succeeded.toLocaleString()}
                    note={
                      numbers.successRate === null
                        ? "No attempt has ended yet"
                        : `${Math.round(numbers.successRate * 100)} % of those that ended`
                    }
                  />
                  <Kpi
                    name="Time to online"
                    value={
                      numbers.medianSecondsToOnline === null
                        ? "–"
                        : durationText(numbers.medianSecondsToOnline * 1000)
                    }
                    note={
                      numbers.slowSecondsToOnline === null
                        ? "From the token to the device being in the account"
                        : `Nine of ten within ${durationText(numbers.slowSecondsToOnline * 1000)}`
                    }
                  />
                </SimpleGrid>
                <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: "start" }}>
                  <Panel title="Activations day by day">
                    <DayChart statistics={numbers} />
                  </Panel>
                  <Stack gap="lg">
                    <Panel title="Why attempts failed">
                      <ReasonBars reasons={numbers.reasons} />
                    </Panel>
                    <LatestFailures />
                  </Stack>
                </SimpleGrid>
                <ButtonLink to="/console/activations" variant="default" style={{ alignSelf: "start" }}>
                  All activations
                </ButtonLink>
              </Stack>
            )}
          </Reading>
        )}
      </Reading>
    </>
  );
}

function OnlineNow({ total }: { total: number }) {
  const online = useQuery(deviceCountQuery({ status: "Online" })).data?.count;
  return (
    <Kpi
      name="Devices online now"
      value={<span data-testid="online-now">{online?.toLocaleString() ?? "–"}</span>}
      note={
        <TextLink to="/console/devices" search={{}}>
          of {total.toLocaleString()} {total === 1 ? "device" : "devices"}
        </TextLink>
      }
    />
  );
}

function NeverConnected() {
  const count = useQuery(deviceCountQuery({ status: "NeverConnected" })).data?.count;
  return (
    <Kpi
      name="Never connected"
      value={count?.toLocaleString() ?? "–"}
      note={
        count ? (
          <TextLink to="/console/devices" search={{ status: "NeverConnected" }}>
            Show them
          </TextLink>
        ) : (
          <Text size="sm">Every device has come at least once</Text>
        )
      }
    />
  );
}
