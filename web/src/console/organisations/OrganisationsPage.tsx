import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { personQuery } from "../../shared/person";
import { EmptyState } from "../../shared/StatePages";
import { DataTable, type Column } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { TextLink } from "../parts/links";
import { Moment } from "../parts/Moment";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { mayMakeOrganisations } from "../words/rights";
import { NewOrganisationDialog } from "./NewOrganisationDialog";
import { organisationsQuery } from "./queries";
import { placed, type Placed } from "./tree";

/** Dealers, their customers, and everybody else below the organisation one is in. */
export function OrganisationsPage() {
  const person = useQuery(personQuery).data;
  const organisations = useQuery(organisationsQuery);
  const [isMaking, { open, close }] = useDisclosure();
  const mayMake = person ? mayMakeOrganisations(person) : false;
  return (
    <>
      <PageHead
        title="Organisations"
        intro="Each has people and devices of its own. Whoever is above can look after those below; nobody sees upwards."
      >
        {mayMake && (
          <Button leftSection={<Icon name="plus" />} onClick={open}>
            New organisation
          </Button>
        )}
      </PageHead>
      <Reading query={organisations} label="Reading the organisations …">
        {({ items }) => (
          <>
            <DataTable
              caption="Organisations"
              columns={columns}
              rows={placed(items)}
              keyOf={({ organisation }) => organisation.id}
            />
            {items.length === 1 && (
              <EmptyState title="None below yet">
                Make one for each dealer or customer who shall have people and devices of their own.
              </EmptyState>
            )}
          </>
        )}
      </Reading>
      {isMaking && <NewOrganisationDialog onClose={close} />}
    </>
  );
}

const columns: Column<Placed>[] = [
  {
    key: "name",
    header: "Name",
    lead: true,
    cell: ({ organisation: { id, name }, depth }) => (
      <span style={{ paddingInlineStart: depth * 24 }}>
        <TextLink to="/console/organisations/$organisationId" params={{ organisationId: String(id) }}>
          {name}
        </TextLink>
      </span>
    ),
  },
  { key: "level", header: "Level", cell: ({ depth }) => (depth === 0 ? "This one" : `${depth} below`) },
  { key: "about", header: "About", cell: ({ organisation }) => organisation.description || "–" },
  { key: "created", header: "Created", cell: ({ organisation }) => <Moment at={organisation.createdAt} /> },
];
