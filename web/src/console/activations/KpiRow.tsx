import { Card, SimpleGrid, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { durationText } from "../words/times";
import type { Statistics } from "./days";
import classes from "./KpiRow.module.css";

/** What the attempts of a span say in four numbers. */
export function KpiRow({ statistics, scope }: { statistics: Statistics; scope: string }) {
  const { attempts, succeeded, failed, expired, cancelled, successRate } = statistics;
  const under = attempts - succeeded - failed - expired - cancelled;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="md">
      <Kpi name="Attempts" value={attempts.toLocaleString()} note={`${scope}; ${under} under way`} />
      <Kpi
        name="Success rate"
        value={successRate === null ? "–" : `${Math.round(successRate * 100)} %`}
        note={
          successRate === null
            ? "None has ended yet"
            : `${succeeded} of ${succeeded + failed + expired} that ended; cancelled ones are left out`
        }
      />
      <Kpi
        name="Time to online, half of them"
        value={secondsText(statistics.medianSecondsToOnline)}
        note="From the token to the device being in the account"
      />
      <Kpi
        name="Time to online, nine of ten"
        value={secondsText(statistics.slowSecondsToOnline)}
        note="Only one of ten took longer"
      />
    </SimpleGrid>
  );
}

const secondsText = (seconds: number | null) => (seconds === null ? "–" : durationText(seconds * 1000));

export function Kpi({ name, value, note }: { name: string; value: ReactNode; note: ReactNode }) {
  return (
    <Card withBorder component="section" aria-label={name}>
      <Stack gap={4}>
        <Text size="sm" c="dimmed">
          {name}
        </Text>
        <Text component="div" className={classes.value}>
          {value}
        </Text>
        <Text component="div" size="sm">
          {note}
        </Text>
      </Stack>
    </Card>
  );
}
