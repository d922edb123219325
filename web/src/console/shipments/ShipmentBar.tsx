import { Progress } from "@mantine/core";
import { partsOf } from "./counts";
import type { Shipment } from "./queries";
import classes from "./parts.module.css";

/** Which part of the devices is where. Only for eyes: the numbers stand beside it. */
export function ShipmentBar({ shipment, size }: { shipment: Shipment; size: "md" | "xl" }) {
  return (
    <Progress.Root size={size} aria-hidden>
      {partsOf(shipment)
        .filter(({ tone }) => tone !== "rest")
        .map(({ key, percent, tone }) => (
          <Progress.Section key={key} value={percent} className={classes[tone] ?? ""} />
        ))}
    </Progress.Root>
  );
}
