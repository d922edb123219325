import { Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { personQuery } from "../../shared/person";
import { firmwareQuery } from "../firmware/queries";
import { TextLink } from "../parts/links";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { ToneBadge } from "../parts/ToneBadge";
import { mayShip } from "../words/rights";
import { AboutPanel } from "./AboutPanel";
import { AgainDialog } from "./AgainDialog";
import { leftOf } from "./counts";
import { ProgressPanel } from "./ProgressPanel";
import { shipmentQuery, type Shipment } from "./queries";
import { ShippedTable } from "./ShippedTable";
import { StopDialog } from "./StopDialog";
import { shipmentStates } from "./words";

/** One shipment: how far it is, and where each device stands. */
export function ShipmentPage() {
  const id = Number(useParams({ from: "/console/shipments/$shipmentId" }).shipmentId);
  const shipment = useQuery(shipmentQuery(id));
  return (
    <Reading query={shipment} label="Reading the shipment …">
      {(found) => <Sides key={found.id} shipment={found} />}
    </Reading>
  );
}

function Sides({ shipment }: { shipment: Shipment }) {
  const person = useQuery(personQuery).data;
  const files = useQuery(firmwareQuery(shipment.templateId)).data;
  const firmware = files?.find(({ id }) => id === shipment.firmwareId) ?? null;
  const [asking, setAsking] = useState<"stop" | "again" | null>(null);
  const close = () => setAsking(null);
  const mayChange = person ? mayShip(person) : false;
  const left = leftOf(shipment).count;
  return (
    <>
      <PageHead
        title={shipment.title}
        badge={<ToneBadge {...shipmentStates[shipment.state]} />}
        back={<TextLink to="/console/shipments">‹ Shipments</TextLink>}
      >
        {mayChange && left > 0 && (
          <Button variant="default" onClick={() => setAsking("again")}>
            {shipment.state === "Running" ? "Try the failed ones again" : "Ship to those left"}
          </Button>
        )}
        {mayChange && shipment.state === "Running" && (
          <Button variant="outline" color="red" onClick={() => setAsking("stop")}>
            Stop
          </Button>
        )}
      </PageHead>
      <Stack gap="lg">
        <ProgressPanel shipment={shipment} />
        <AboutPanel shipment={shipment} firmware={firmware} />
        <ShippedTable shipment={shipment} bytes={firmware?.bytes ?? null} />
      </Stack>
      {asking === "stop" && <StopDialog shipment={shipment} onClose={close} />}
      {asking === "again" && <AgainDialog shipment={shipment} onClose={close} />}
    </>
  );
}
