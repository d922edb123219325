import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "../parts/Dialog";
import { MoreButton } from "../parts/MoreButton";
import { Reading } from "../parts/Reading";
import { DeadLetterActions } from "./DeadLetterActions";
import { DeliveryList } from "./DeliveryList";
import { deliveryPagesQuery, type Webhook } from "./queries";

/** What a webhook was sent, and what was given up. */
export function DeliveriesDialog({
  webhook,
  mayManage,
  onClose,
}: {
  webhook: Webhook;
  mayManage: boolean;
  onClose: () => void;
}) {
  const [state, setState] = useState<"all" | "Dead">("all");
  const pages = useInfiniteQuery(deliveryPagesQuery(webhook.id, state === "Dead" ? state : null));
  return (
    <Dialog title={`Messages to ${webhook.name}`} onClose={onClose}>
      <Stack gap="md">
        <SegmentedControl
          value={state}
          onChange={(word) => setState(word === "Dead" ? "Dead" : "all")}
          data={[
            { value: "all", label: "All" },
            { value: "Dead", label: "Dead letters" },
          ]}
        />
        {webhook.health.lost > 0 && (
          <Text>
            {webhook.health.lost.toLocaleString("en")} messages found no place and are lost: more happens than
            the receiver takes. Raise its rate, or let it hear of less.
          </Text>
        )}
        <Reading query={pages} label="Reading the messages …">
          {(data) => {
            const items = data.pages.flatMap((page) => page.items);
            return (
              <>
                {items.length === 0 ? (
                  <Text>
                    {state === "Dead" ? "No message was given up." : "No message was sent yet. Try Test."}
                  </Text>
                ) : (
                  <DeliveryList webhook={webhook} items={items} mayManage={mayManage} />
                )}
                {state === "Dead" && mayManage && items.length > 0 && <DeadLetterActions webhook={webhook} />}
                {items.length > 0 && (
                  <MoreButton
                    shown={items.length}
                    things={items.length === 1 ? "message" : "messages"}
                    hasMore={pages.hasNextPage}
                    isLoading={pages.isFetchingNextPage}
                    onMore={() => void pages.fetchNextPage()}
                  />
                )}
              </>
            );
          }}
        </Reading>
      </Stack>
    </Dialog>
  );
}
