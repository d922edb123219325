import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../../api/client";
import { personQuery } from "../../shared/person";
import { useTemplateNames } from "../devices/useTemplateNames";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Facts } from "../parts/Facts";
import { TextLink } from "../parts/links";
import { ExactMoment } from "../parts/Moment";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { ToneBadge } from "../parts/ToneBadge";
import { usePersonNames } from "../usePersonNames";
import { mayOrderTokens } from "../words/rights";
import { ExportPanel } from "./ExportPanel";
import { batchQuery, type Batch } from "./queries";
import { TokenTable } from "./TokenTable";
import { batchStates, progressText } from "./words";

/** One batch: how far it is, its files, its units. */
export function BatchPage() {
  const id = Number(useParams({ from: "/console/static-tokens/$batchId" }).batchId);
  const batch = useQuery(batchQuery(id));
  const person = useQuery(personQuery).data;
  const mayOrder = person ? mayOrderTokens(person) : false;
  return (
    <Reading query={batch} label="Reading the batch …">
      {(found) => (
        <>
          <PageHead
            title={found.name}
            back={<TextLink to="/console/static-tokens">‹ Static tokens</TextLink>}
            badge={<ToneBadge {...batchStates[found.state]} />}
          />
          <Stack gap="lg">
            {found.state === "Making" && <MakingPanel batch={found} mayCancel={mayOrder} />}
            <AboutPanel batch={found} />
            {found.state === "Ready" && mayOrder && <ExportPanel batch={found} />}
            {found.state === "Ready" && <TokenTable batch={found} mayChange={mayOrder} />}
          </Stack>
        </>
      )}
    </Reading>
  );
}

function MakingPanel({ batch, mayCancel }: { batch: Batch; mayCancel: boolean }) {
  const [asks, { open, close }] = useDisclosure();
  const queries = useQueryClient();
  const { id } = batch;
  return (
    <Panel title="Being made">
      <Stack gap="sm">
        <Progress
          value={(100 * batch.made) / batch.count}
          size="lg"
          aria-label={`${progressText(batch)} tokens are made`}
        />
        <Group justify="space-between">
          <Text role="status">{progressText(batch)}. It goes on when you leave this page.</Text>
          {mayCancel && (
            <Button variant="default" onClick={open}>
              Stop
            </Button>
          )}
        </Group>
      </Stack>
      {asks && (
        <ConfirmDialog
          title={`Stop making ${batch.name}?`}
          action="Stop"
          keep="Go on"
          dangerous
          send={() => api.POST("/api/v1/static-batches/{id}/cancel", { params: { path: { id } } })}
          onClose={close}
          onDone={async () => {
            await queries.invalidateQueries({ queryKey: ["batches"] });
            close();
          }}
        >
          <Text>None of its tokens will remain. You can order them again at any time.</Text>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

function AboutPanel({ batch }: { batch: Batch }) {
  const templateName = useTemplateNames();
  const personName = usePersonNames();
  return (
    <Panel title="About">
      <Facts
        facts={[
          ["Tokens", progressText(batch)],
          [
            "Template",
            <TextLink key="t" to="/console/templates/$templateId" params={{ templateId: batch.templateId }}>
              {templateName(batch.templateId)}
            </TextLink>,
          ],
          ["Ordered", <ExactMoment key="o" at={batch.createdAt} />],
          ["Ordered by", personName(batch.createdBy)],
        ]}
      />
    </Panel>
  );
}
