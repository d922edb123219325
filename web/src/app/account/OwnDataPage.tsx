import { Anchor, Stack, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { LeaveCard } from "./LeaveCard";
import { TakeDataCard } from "./TakeDataCard";

/** What is known about oneself, to take away; and the way out. */
export function OwnDataPage() {
  return (
    <Stack gap="lg" maw={560}>
      <Anchor component={Link} to="/app/account" py={12}>
        ‹ Account
      </Anchor>
      <Title order={1} size="h2">
        Your data
      </Title>
      <TakeDataCard />
      <LeaveCard />
    </Stack>
  );
}
