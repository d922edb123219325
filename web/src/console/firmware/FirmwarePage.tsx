import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Person, Template } from "../../api/client";
import { templatesQuery } from "../../shared/devices";
import { personQuery } from "../../shared/person";
import { EmptyState } from "../../shared/StatePages";
import { Icon } from "../parts/icons";
import { ButtonLink } from "../parts/links";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { mayEditTemplates } from "../words/rights";
import { FirmwareTable } from "./FirmwareTable";
import { UploadDialog } from "./UploadDialog";

/** What devices can be updated to, template by template. */
export function FirmwarePage() {
  const person = useQuery(personQuery).data;
  const templates = useQuery(templatesQuery);
  const { template: wanted } = useSearch({ from: "/console/firmware" });
  const [isUploading, setUploading] = useState(false);
  const items = templates.data?.items ?? [];
  const template = items.find(({ id }) => id === wanted) ?? items[0];
  const mayUpload = person && template ? isOursToChange(person, template) : false;
  return (
    <>
      <PageHead
        title="Firmware"
        intro="What devices can be updated to. An upload changes no device yet: a shipment brings it to them."
      >
        {mayUpload && (
          <Button leftSection={<Icon name="plus" />} onClick={() => setUploading(true)}>
            Upload firmware
          </Button>
        )}
      </PageHead>
      <Reading query={templates} label="Reading the templates …">
        {() =>
          template === undefined ? (
            <NoTemplates />
          ) : (
            <>
              <TemplateChoice templates={items} template={template} />
              <FirmwareTable template={template} mayChange={mayUpload} onUpload={() => setUploading(true)} />
            </>
          )
        }
      </Reading>
      {isUploading && template && <UploadDialog template={template} onClose={() => setUploading(false)} />}
    </>
  );
}

/** What belongs to an organisation above is uploaded and deleted there. */
const isOursToChange = (person: Person, { organisationId }: Template): boolean =>
  mayEditTemplates(person) && organisationId === person.actingIn;

function TemplateChoice({ templates, template }: { templates: readonly Template[]; template: Template }) {
  const navigate = useNavigate();
  return (
    <Select
      label="Template"
      data={templates.map(({ id, name }) => ({ value: id, label: name }))}
      value={template.id}
      allowDeselect={false}
      searchable
      nothingFoundMessage="No such template"
      maw={400}
      mb="md"
      onChange={(id) =>
        void navigate({ to: "/console/firmware", search: id ? { template: id } : {}, replace: true })
      }
    />
  );
}

function NoTemplates() {
  return (
    <EmptyState
      title="No templates yet"
      action={<ButtonLink to="/console/templates">To the templates</ButtonLink>}
    >
      Firmware belongs to a template: it says which devices run it.
    </EmptyState>
  );
}
