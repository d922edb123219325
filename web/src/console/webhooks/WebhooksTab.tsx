import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Person } from "../../api/client";
import { DataTable } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { Reading } from "../parts/Reading";
import { mayManageWebhooks, maySeeWebhooks } from "../words/rights";
import { columnsFor, type Asked } from "./columns";
import { DeleteWebhookDialog } from "./DeleteWebhookDialog";
import { DeliveriesDialog } from "./DeliveriesDialog";
import { webhooksQuery, type Webhook } from "./queries";
import { SecretDialog } from "./SecretDialog";
import { SwitchDialog } from "./SwitchDialog";
import { TestDialog } from "./TestDialog";
import { WebhookDialog } from "./WebhookDialog";

/** Addresses that are told what happens to devices. */
export function WebhooksTab({ me }: { me: Person }) {
  const webhooks = useQuery({ ...webhooksQuery, enabled: maySeeWebhooks(me) });
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const mayManage = mayManageWebhooks(me);
  if (!maySeeWebhooks(me)) return <Text>Your role does not show you webhooks.</Text>;
  const one = asked && asked.what !== "new" ? webhooks.data?.find(({ id }) => id === asked.id) : undefined;
  return (
    <Reading query={webhooks} label="Reading the webhooks …">
      {(items) => (
        <>
          <Group justify="space-between" mb="md" align="end">
            <Text c="dimmed" maw={560}>
              A system of yours is told what happens to devices: each message is signed, and sent again until
              it is taken.
            </Text>
            {mayManage && (
              <Button leftSection={<Icon name="plus" />} onClick={() => setAsked({ what: "new" })}>
                New webhook
              </Button>
            )}
          </Group>
          {items.length === 0 ? (
            <Text>Nobody is told anything yet.</Text>
          ) : (
            <DataTable
              caption="Webhooks"
              columns={columnsFor(mayManage, setAsked)}
              rows={items}
              keyOf={({ id }) => id}
            />
          )}
          {asked?.what === "new" && <WebhookDialog webhook={null} me={me} onClose={close} />}
          {asked && one && <OneDialog what={asked.what} webhook={one} me={me} onClose={close} />}
        </>
      )}
    </Reading>
  );
}

function OneDialog({
  what,
  webhook,
  me,
  onClose,
}: {
  what: Asked["what"];
  webhook: Webhook;
  me: Person;
  onClose: () => void;
}) {
  switch (what) {
    case "edit":
      return <WebhookDialog webhook={webhook} me={me} onClose={onClose} />;
    case "test":
      return <TestDialog webhook={webhook} onClose={onClose} />;
    case "messages":
      return <DeliveriesDialog webhook={webhook} mayManage={mayManageWebhooks(me)} onClose={onClose} />;
    case "secret":
      return <SecretDialog webhook={webhook} onClose={onClose} />;
    case "switch":
      return <SwitchDialog webhook={webhook} onClose={onClose} />;
    case "delete":
      return <DeleteWebhookDialog webhook={webhook} onClose={onClose} />;
    default:
      return null;
  }
}
