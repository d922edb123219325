import { Card, SimpleGrid, Stack, Text } from "@mantine/core";
import type { Session } from "../../api/client";
import { durationText } from "../words/times";
import classes from "./KpiRow.module.css";
import { kpisOf } from "./kpis";

/** Three numbers about what is on the screen, and about nothing else. */
export function KpiRow({ sessions }: { sessions: readonly Session[] }) {
  const { shown, success, medianMilliseconds, commonFailure } = kpisOf(sessions);
  const scope = `of the ${shown} shown`;
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md" mb="lg">
      <Kpi
        name={`Success rate ${scope}`}
        value={success ? `${Math.round(success.rate * 100)} %` : "–"}
        note={
          success
            ? `${success.succeeded} of ${success.ended} that ended; cancelled ones are left out`
            : "None has ended yet"
        }
      />
      <Kpi
        name={`Median time to activated ${scope}`}
        value={medianMilliseconds === null ? "–" : durationText(medianMilliseconds)}
        note="From the token to the device being in the account"
      />
      <Kpi
        name={`Most common failure ${scope}`}
        value={commonFailure ? `${commonFailure.count} ×` : "–"}
        note={commonFailure ? commonFailure.reason : "None has failed"}
      />
    </SimpleGrid>
  );
}

function Kpi({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <Card withBorder component="section" aria-label={name}>
      <Stack gap={4}>
        <Text size="sm" c="dimmed">
          {name}
        </Text>
        <Text className={classes.value}>{value}</Text>
        <Text size="sm">{note}</Text>
      </Stack>
    </Card>
  );
}
