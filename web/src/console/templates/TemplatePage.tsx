import { Button, Code, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Template } from "../../api/client";
import { personQuery } from "../../shared/person";
import { CopyBlock } from "../parts/CopyBlock";
import { ButtonLink, TextLink } from "../parts/links";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { templateQuery } from "../queries";
import { firmwareDefines } from "../words/firmware";
import { mayEditTemplates } from "../words/rights";
import { DatastreamsPanel } from "./DatastreamsPanel";
import { DeleteTemplateDialog } from "./DeleteTemplateDialog";
import { EventsPanel } from "./EventsPanel";
import { LifecyclePanel } from "./LifecyclePanel";
import { MetadataFieldsPanel } from "./MetadataFieldsPanel";
import { SettingsPanel } from "./SettingsPanel";

const firstVersion = "0.1.0";

/** One kind of device: its settings, what it measures and does, what people write down about each unit. */
export function TemplatePage() {
  const { templateId } = useParams({ from: "/console/templates/$templateId" });
  const template = useQuery(templateQuery(templateId));
  return (
    <Reading query={template} label="Reading the template …">
      {(data) => <Editor key={templateId} template={data} />}
    </Reading>
  );
}

function Editor({ template }: { template: Template }) {
  const person = useQuery(personQuery).data;
  const [isDeleting, setDeleting] = useState(false);
  const mayEdit = person ? mayEditTemplates(person) : false;
  return (
    <>
      <PageHead
        title={template.name}
        badge={<Code>{template.id}</Code>}
        back={<TextLink to="/console/templates">‹ Templates</TextLink>}
        intro={mayEdit ? undefined : "Only an admin can change templates."}
      >
        <ButtonLink variant="default" to="/console/devices" search={{ template: template.id }}>
          Its devices
        </ButtonLink>
        <ButtonLink variant="default" to="/console/firmware" search={{ template: template.id }}>
          Its firmware
        </ButtonLink>
      </PageHead>
      <Stack gap="lg">
        <DatastreamsPanel template={template} mayEdit={mayEdit} />
        <MetadataFieldsPanel template={template} mayEdit={mayEdit} />
        <EventsPanel template={template} mayEdit={mayEdit} />
        <LifecyclePanel template={template} mayEdit={mayEdit} />
        <SettingsPanel template={template} mayEdit={mayEdit} />
        <Panel
          title="Firmware"
          intro="The first lines of firmware that is set up in the app; its token comes with the set-up."
        >
          <CopyBlock
            label="For the firmware"
            text={firmwareDefines(template.id, template.name, null, firstVersion)}
          />
        </Panel>
        {mayEdit && (
          <Panel title="Delete">
            <Text c="dimmed">A template can be deleted once no device is of it any more.</Text>
            <Button
              variant="outline"
              color="red"
              onClick={() => setDeleting(true)}
              style={{ alignSelf: "start" }}
            >
              Delete the template
            </Button>
          </Panel>
        )}
      </Stack>
      {isDeleting && <DeleteTemplateDialog template={template} onClose={() => setDeleting(false)} />}
    </>
  );
}
