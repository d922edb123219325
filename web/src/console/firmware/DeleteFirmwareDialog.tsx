import { Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, Problem } from "../../api/client";
import { personQuery } from "../../shared/person";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { TextLink } from "../parts/links";
import { maySeeShipments } from "../words/rights";
import type { Firmware } from "./queries";
import { nameOf } from "./words";

/** Takes firmware away, unless a shipment still needs it. */
export function DeleteFirmwareDialog({ firmware, onClose }: { firmware: Firmware; onClose: () => void }) {
  const queries = useQueryClient();
  const person = useQuery(personQuery).data;
  const path = { id: firmware.templateId, firmwareId: firmware.id };
  return (
    <ConfirmDialog
      title={`Delete firmware ${nameOf(firmware)}?`}
      action="Delete"
      dangerous
      send={() => api.DELETE("/api/v1/templates/{id}/firmware/{firmwareId}", { params: { path } })}
      onClose={onClose}
      onDone={async () => {
        onClose();
        notifications.show({ message: `Firmware ${nameOf(firmware)} is deleted.` });
        await queries.invalidateQueries({ queryKey: ["firmware"] });
        await queries.invalidateQueries({ queryKey: ["shipments"] });
      }}
      refusal={(error) =>
        error instanceof Problem &&
        error.code === "firmware_in_use" &&
        person &&
        maySeeShipments(person) && (
          <>
            {" "}
            <TextLink to="/console/shipments">To the shipments</TextLink>
          </>
        )
      }
    >
      <Text>
        The file goes, and with it the list of its ended shipments. Devices that run it keep it; the audit log
        keeps who did what.
      </Text>
    </ConfirmDialog>
  );
}
