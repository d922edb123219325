import { Button, Code } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { Template } from "../../api/client";
import { templatesQuery } from "../../shared/devices";
import { personQuery } from "../../shared/person";
import { EmptyState } from "../../shared/StatePages";
import { DataTable, type Column } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { TextLink } from "../parts/links";
import { Moment } from "../parts/Moment";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { mayEditTemplates } from "../words/rights";
import { NewTemplateDialog } from "./NewTemplateDialog";
import { connectionTypes } from "./templateForm";

/** Every kind of device. */
export function TemplatesPage() {
  const person = useQuery(personQuery).data;
  const templates = useQuery(templatesQuery);
  const [isMaking, { open, close }] = useDisclosure();
  const mayMake = person ? mayEditTemplates(person) : false;
  return (
    <>
      <PageHead
        title="Templates"
        intro="A template says what a kind of device is: what it measures, what it can be told."
      >
        {mayMake && (
          <Button leftSection={<Icon name="plus" />} onClick={open}>
            New template
          </Button>
        )}
      </PageHead>
      <Reading query={templates} label="Reading the templates …">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title="No templates yet"
              action={mayMake && <Button onClick={open}>Make the first one</Button>}
            >
              {mayMake ? "Every device needs one." : "Ask an admin to make one: every device needs it."}
            </EmptyState>
          ) : (
            <DataTable caption="Templates" columns={columns} rows={items} keyOf={(template) => template.id} />
          )
        }
      </Reading>
      {isMaking && <NewTemplateDialog onClose={close} />}
    </>
  );
}

const columns: Column<Template>[] = [
  {
    key: "name",
    header: "Name",
    lead: true,
    cell: ({ id, name }) => (
      <TextLink to="/console/templates/$templateId" params={{ templateId: id }}>
        {name}
      </TextLink>
    ),
  },
  { key: "id", header: "Id", cell: ({ id }) => <Code>{id}</Code> },
  { key: "hardware", header: "Hardware", cell: ({ hardware }) => hardware },
  {
    key: "connection",
    header: "Connection",
    cell: ({ connectionType }) => connectionTypes.find(({ value }) => value === connectionType)?.label,
  },
  { key: "streams", header: "Datastreams", cell: ({ datastreams }) => datastreams.length },
  { key: "created", header: "Created", cell: ({ createdAt }) => <Moment at={createdAt} /> },
];
