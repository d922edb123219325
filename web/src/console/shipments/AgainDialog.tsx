import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { api, dataOf } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { leftOf } from "./counts";
import { readShipped, type Shipment } from "./queries";

const pageMax = 1_000;
/** As many devices as one order may name. */
const namedMax = 10_000;

/** Starts over for the devices that did not get it: a new shipment of the same firmware, with attempts of its own. */
export function AgainDialog({ shipment, onClose }: { shipment: Shipment; onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const made = useRef(0);
  const { count } = leftOf(shipment);
  return (
    <ConfirmDialog
      title={`Ship again to ${count.toLocaleString("en")} ${count === 1 ? "device" : "devices"}?`}
      action="Start a new shipment"
      send={async () => {
        const { firmwareId, attemptsLimit, attemptsResetSeconds } = shipment;
        const deviceIds = await readLeft(shipment);
        const body = { firmwareId, deviceIds, title: null, attemptsLimit, attemptsResetSeconds };
        made.current = dataOf(await api.POST("/api/v1/shipments", { body })).id;
      }}
      onClose={onClose}
      onDone={async () => {
        await queries.invalidateQueries({ queryKey: ["shipments"] });
        const shipmentId = String(made.current);
        onClose();
        await navigate({ to: "/console/shipments/$shipmentId", params: { shipmentId } });
      }}
    >
      <Text>
        They get the same firmware by a new shipment, with all attempts anew. Look first at the reasons why
        they failed: what has not changed fails again.
      </Text>
    </ConfirmDialog>
  );
}

async function readLeft(shipment: Shipment): Promise<number[]> {
  const ids: number[] = [];
  for (const state of leftOf(shipment).states) {
    let cursor: string | null = null;
    do {
      const page = await readShipped(shipment.id, state, cursor, pageMax);
      ids.push(...page.items.map(({ deviceId }) => deviceId));
      cursor = page.next;
    } while (cursor !== null && ids.length < namedMax);
  }
  return ids.slice(0, namedMax);
}
