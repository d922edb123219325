import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import type { Shipment } from "./queries";

/** Ends a shipment before every device has it. */
export function StopDialog({
  shipment: { id, title },
  onClose,
}: {
  shipment: Shipment;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  return (
    <ConfirmDialog
      title={`Stop ${title}?`}
      action="Stop"
      keep="Go on"
      dangerous
      send={() => api.POST("/api/v1/shipments/{id}/stop", { params: { path: { id } } })}
      onClose={onClose}
      onDone={async () => {
        await queries.invalidateQueries({ queryKey: ["shipments"] });
        onClose();
      }}
    >
      <Text>
        No device is told any more, and no download begins. What a device has fetched it may still install;
        what is installed stays.
      </Text>
    </ConfirmDialog>
  );
}
