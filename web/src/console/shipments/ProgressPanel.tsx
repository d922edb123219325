import { Group, Text, VisuallyHidden } from "@mantine/core";
import { Panel } from "../parts/Panel";
import { partsOf, spokenProgress } from "./counts";
import type { Shipment } from "./queries";
import classes from "./parts.module.css";
import { ShipmentBar } from "./ShipmentBar";

/** How many devices are where; spoken less often than shown. */
export function ProgressPanel({ shipment }: { shipment: Shipment }) {
  const parts = partsOf(shipment);
  return (
    <Panel title="Progress">
      <ShipmentBar shipment={shipment} size="xl" />
      <Group component="ul" gap="lg" className={classes.legend}>
        {parts.map(({ key, label, count, tone }) => (
          <li key={key} className={classes.entry}>
            <span className={`${classes.dot} ${classes[tone]}`} aria-hidden />
            <Text component="span">
              <strong>{count.toLocaleString("en")}</strong> {label}
            </Text>
          </li>
        ))}
        {parts.length === 0 && (
          <li>
            <Text c="dimmed">None of its devices is here any more.</Text>
          </li>
        )}
      </Group>
      <VisuallyHidden role="status">{spokenProgress(shipment)}</VisuallyHidden>
    </Panel>
  );
}
