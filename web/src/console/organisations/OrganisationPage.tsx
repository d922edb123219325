import { Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { actIn } from "../../api/acting";
import { api, type Person, type Schemas } from "../../api/client";
import { personQuery } from "../../shared/person";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Facts } from "../parts/Facts";
import { TextLink } from "../parts/links";
import { ExactMoment } from "../parts/Moment";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import {
  mayDeleteOrganisations,
  mayEditOrganisations,
  mayMoveOrganisations,
  maySwitch,
} from "../words/rights";
import { MovePanel } from "./MovePanel";
import { NamePanel } from "./NamePanel";
import { organisationQuery } from "./queries";
import { TemplateUses } from "./TemplateUses";

type Organisation = Schemas["OrganisationDetail"];

/** One organisation: what is in it, what it may use, and the way into it. */
export function OrganisationPage() {
  const id = Number(useParams({ from: "/console/organisations/$organisationId" }).organisationId);
  const organisation = useQuery(organisationQuery(id));
  const person = useQuery(personQuery).data;
  return (
    <Reading query={organisation} label="Reading the organisation …">
      {(found) => (
        <>
          <PageHead
            title={found.name}
            back={<TextLink to="/console/organisations">‹ Organisations</TextLink>}
            intro={found.description || undefined}
          >
            {person && found.id !== person.actingIn && maySwitch(person) && (
              <Button onClick={() => enter(found)}>See what they see</Button>
            )}
          </PageHead>
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Stack gap="lg">
              <AboutPanel organisation={found} />
              {person && <Changes organisation={found} person={person} />}
            </Stack>
            {person && found.id !== person.actingIn && <TemplateUses organisation={found} person={person} />}
          </SimpleGrid>
        </>
      )}
    </Reading>
  );
}

// Everything read so far belongs to where one was: the page begins anew.
function enter({ id, name }: Organisation) {
  actIn({ id, name });
  location.assign("/console");
}

function AboutPanel({ organisation: { path, contents, createdAt } }: { organisation: Organisation }) {
  return (
    <Panel title="About">
      <Facts
        facts={[
          ["Where", path.map(({ name }) => name).join(" › ")],
          ["Devices", contents.devices],
          ["People", contents.people],
          ["Organisations below", contents.organisations],
          ["Own templates", contents.templates],
          ["Batches of static tokens", contents.batches],
          ["Created", <ExactMoment key="c" at={createdAt} />],
        ]}
      />
    </Panel>
  );
}

function Changes({ organisation, person }: { organisation: Organisation; person: Person }) {
  const isOwn = organisation.id === person.actingIn;
  return (
    <>
      {!isOwn && mayEditOrganisations(person) && <NamePanel organisation={organisation} />}
      {!isOwn && mayMoveOrganisations(person) && <MovePanel organisation={organisation} />}
      {!isOwn && mayDeleteOrganisations(person) && <DeletePanel organisation={organisation} />}
    </>
  );
}

function DeletePanel({ organisation: { id, name, contents } }: { organisation: Organisation }) {
  const [asks, { open, close }] = useDisclosure();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <Panel title="Delete">
      <Stack gap="sm">
        <Text c="dimmed">
          {contents.isEmpty
            ? "Nothing is in it. Its audit entries stay."
            : "It can be deleted once nothing is in it: move or delete what the list above counts."}
        </Text>
        <Group>
          <Button variant="outline" color="red" disabled={!contents.isEmpty} onClick={open}>
            Delete the organisation
          </Button>
        </Group>
      </Stack>
      {asks && (
        <ConfirmDialog
          title={`Delete ${name}?`}
          action="Delete for good"
          typed="DELETE"
          send={() =>
            api.DELETE("/api/v1/organisations/{id}", {
              params: { path: { id }, query: { confirmation: "DELETE" } },
            })
          }
          onClose={close}
          onDone={async () => {
            await navigate({ to: "/console/organisations" });
            queries.removeQueries({ queryKey: ["organisations", id] });
            await queries.invalidateQueries({ queryKey: ["organisations"] });
          }}
        >
          <Text>This cannot be taken back.</Text>
        </ConfirmDialog>
      )}
    </Panel>
  );
}
