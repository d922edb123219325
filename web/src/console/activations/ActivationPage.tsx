import { Button, SimpleGrid, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Session } from "../../api/client";
import { sessionQuery } from "../../shared/devices";
import { useTemplateNames } from "../devices/useTemplateNames";
import { usePersonNames } from "../usePersonNames";
import { Facts } from "../parts/Facts";
import { TextLink } from "../parts/links";
import { ExactMoment, Moment } from "../parts/Moment";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { Timeline } from "../parts/Timeline";
import { ToneBadge } from "../parts/ToneBadge";
import { sessionStates } from "../words/labels";
import { durationText } from "../words/times";
import { CancelDialog } from "./CancelDialog";
import { FailurePanel } from "./FailurePanel";
import { durationOf } from "./durations";
import { timelineOf } from "./timeline";

/** One attempt, step by step. */
export function ActivationPage() {
  const id = Number(useParams({ from: "/console/activations/$sessionId" }).sessionId);
  const session = useQuery(sessionQuery(id));
  return (
    <Reading query={session} label="Reading the attempt …">
      {(data) => <Attempt key={id} session={data} />}
    </Reading>
  );
}

function Attempt({ session }: { session: Session }) {
  const [isCancelling, setCancelling] = useState(false);
  return (
    <>
      <PageHead
        title={`Attempt ${session.id}`}
        badge={<ToneBadge {...sessionStates[session.state]} />}
        back={<TextLink to="/console/activations">‹ Activations</TextLink>}
      >
        {session.state === "Pending" && (
          <Button variant="default" onClick={() => setCancelling(true)}>
            Stop this attempt
          </Button>
        )}
      </PageHead>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: "start" }}>
        <Stack gap="lg">
          {session.failure && <FailurePanel failure={session.failure} />}
          <Panel title="Steps" intro="Times count from the moment the token was handed out.">
            <div aria-live="polite">
              <Timeline label="Steps" entries={timelineOf(session)} />
            </div>
          </Panel>
        </Stack>
        <AboutPanel session={session} />
      </SimpleGrid>
      {isCancelling && <CancelDialog id={session.id} onClose={() => setCancelling(false)} />}
    </>
  );
}

function AboutPanel({ session }: { session: Session }) {
  const templateName = useTemplateNames();
  const personName = usePersonNames();
  const duration = durationOf(session);
  const isInAccount = session.state === "Succeeded" || session.isReprovisioning;
  return (
    <Panel title="About">
      <Facts
        facts={[
          ["Started", <ExactMoment key="s" at={session.createdAt} />],
          ["Ended", <ExactMoment key="e" at={session.endedAt} otherwise="still under way" />],
          ["Took", duration === null ? null : durationText(duration)],
          [
            "Token expires",
            session.state === "Pending" ? <Moment key="x" at={session.expiresAt} /> : "it is used or dead",
          ],
          [
            "Device",
            isInAccount ? (
              <TextLink
                key="d"
                to="/console/devices/$deviceId"
                params={{ deviceId: String(session.deviceId) }}
              >
                Device {session.deviceId}
              </TextLink>
            ) : (
              `${session.deviceId}, reserved only`
            ),
          ],
          ["Firmware", session.firmwareVersion],
          ["Expected template", session.templateId ? templateName(session.templateId) : "any"],
          ["Kind", session.isReprovisioning ? "An existing device is set up again" : "A new device"],
          ["Begun by", personName(session.ownerId)],
        ]}
      />
    </Panel>
  );
}
