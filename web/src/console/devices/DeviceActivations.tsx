import { useInfiniteQuery } from "@tanstack/react-query";
import type { Device } from "../../api/client";
import { EmptyState } from "../../shared/StatePages";
import { ActivationTable } from "../activations/ActivationTable";
import { Reading } from "../parts/Reading";
import { sessionPagesQuery } from "../queries";

/** How this device came here, and every time it was set up again. */
export function DeviceActivations({ device }: { device: Device }) {
  const pages = useInfiniteQuery(sessionPagesQuery({ deviceId: device.id }));
  return (
    <Reading query={pages} label="Reading the activations …">
      {(data) => {
        const sessions = data.pages.flatMap((page) => page.items);
        return sessions.length === 0 ? (
          <EmptyState title="Never activated">
            This device was made by hand: its token is in its firmware.
          </EmptyState>
        ) : (
          <ActivationTable sessions={sessions} />
        );
      }}
    </Reading>
  );
}
