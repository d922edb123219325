import { useTemplateNames } from "../devices/useTemplateNames";
import type { Firmware } from "../firmware/queries";
import { kindOf, nameOf } from "../firmware/words";
import { Facts } from "../parts/Facts";
import { TextLink } from "../parts/links";
import { ExactMoment } from "../parts/Moment";
import { Panel } from "../parts/Panel";
import { usePersonNames } from "../usePersonNames";
import { sizeText } from "../words/sizes";
import { durationText } from "../words/times";
import type { Shipment } from "./queries";

/** What is shipped, by whom, and how patiently. */
export function AboutPanel({ shipment, firmware }: { shipment: Shipment; firmware: Firmware | null }) {
  const templateName = useTemplateNames();
  const personName = usePersonNames();
  return (
    <Panel title="About">
      <Facts
        facts={[
          [
            "Firmware",
            <TextLink key="f" to="/console/firmware" search={{ template: shipment.templateId }}>
              {firmware ? nameOf(firmware) : `Firmware ${shipment.firmwareId}`}
            </TextLink>,
          ],
          ["File", firmware && `${kindOf(firmware)}, ${sizeText(firmware.bytes)}`],
          [
            "Template",
            <TextLink
              key="t"
              to="/console/templates/$templateId"
              params={{ templateId: shipment.templateId }}
            >
              {templateName(shipment.templateId)}
            </TextLink>,
          ],
          [
            "Attempts",
            `${shipment.attemptsLimit} within ${durationText(shipment.attemptsResetSeconds * 1000)}`,
          ],
          ["Started", <ExactMoment key="s" at={shipment.createdAt} />],
          ["Started by", personName(shipment.createdBy)],
          ["Ended", <ExactMoment key="e" at={shipment.endedAt} otherwise="not yet" />],
        ]}
      />
    </Panel>
  );
}
