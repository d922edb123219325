import { Button, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Person, Schemas } from "../../api/client";
import { DataTable, type Column } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { Moment } from "../parts/Moment";
import { MoreButton } from "../parts/MoreButton";
import { Reading } from "../parts/Reading";
import { ToneBadge } from "../parts/ToneBadge";
import { mayInvite } from "../words/rights";
import { InviteDialog } from "./InviteDialog";
import { Invitations } from "./Invitations";
import { PersonDialog } from "./PersonDialog";
import { peoplePagesQuery } from "./queries";
import { WaitingResets } from "./WaitingResets";

type Row = Schemas["PersonRow"];

/** Who is in the organisation, and who waits for a new password. */
export function PeopleTab({ me }: { me: Person }) {
  const people = useInfiniteQuery(peoplePagesQuery);
  const [isInviting, { open, close }] = useDisclosure();
  const [chosen, setChosen] = useState<Row | null>(null);
  return (
    <Stack gap="lg">
      {mayInvite(me) && (
        <Group justify="end">
          <Button leftSection={<Icon name="plus" />} onClick={open}>
            Invite a person
          </Button>
        </Group>
      )}
      <WaitingResets />
      {mayInvite(me) && <Invitations />}
      <Reading query={people} label="Reading the people …">
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          return (
            <div>
              <DataTable
                caption="People"
                columns={columns(me, setChosen)}
                rows={rows}
                keyOf={(row) => row.id}
              />
              <MoreButton
                shown={rows.length}
                things={rows.length === 1 ? "person" : "people"}
                hasMore={people.hasNextPage}
                isLoading={people.isFetchingNextPage}
                onMore={() => void people.fetchNextPage()}
              />
            </div>
          );
        }}
      </Reading>
      {isInviting && <InviteDialog onClose={close} />}
      {chosen && <PersonDialog person={chosen} onClose={() => setChosen(null)} />}
    </Stack>
  );
}

const columns = (me: Person, choose: (row: Row) => void): Column<Row>[] => [
  {
    key: "name",
    header: "Name",
    lead: true,
    cell: (row) => (row.id === me.id ? `${row.name} (you)` : row.name),
  },
  { key: "email", header: "E-mail address", cell: ({ email }) => email },
  { key: "role", header: "Role", cell: ({ roleName }) => roleName },
  {
    key: "state",
    header: "Account",
    cell: ({ suspendedAt }) =>
      suspendedAt ? <ToneBadge tone="bad" label="Suspended" /> : <ToneBadge tone="good" label="Open" />,
  },
  {
    key: "signIn",
    header: "Last sign-in",
    cell: ({ lastSignInAt }) => <Moment at={lastSignInAt} otherwise="never" />,
  },
  {
    key: "actions",
    header: "Actions",
    hiddenHeader: true,
    cell: (row) => (
      <Button variant="default" onClick={() => choose(row)} aria-label={`Manage ${row.name}`}>
        Manage
      </Button>
    ),
  },
];
