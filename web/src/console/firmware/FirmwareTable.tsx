import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Template } from "../../api/client";
import { personQuery } from "../../shared/person";
import { EmptyState } from "../../shared/StatePages";
import { DataTable } from "../parts/DataTable";
import { Reading } from "../parts/Reading";
import { ShipDialog } from "../shipments/ShipDialog";
import { usePersonNames } from "../usePersonNames";
import { mayShip } from "../words/rights";
import { firmwareColumns, type FirmwareAction } from "./columns";
import { DeleteFirmwareDialog } from "./DeleteFirmwareDialog";
import { firmwareQuery, type Firmware } from "./queries";

/** A template's images. */
export function FirmwareTable({
  template,
  mayChange,
  onUpload,
}: {
  template: Template;
  mayChange: boolean;
  onUpload: () => void;
}) {
  const person = useQuery(personQuery).data;
  const personName = usePersonNames();
  const files = useQuery(firmwareQuery(template.id));
  const [asked, setAsked] = useState<{ firmware: Firmware; action: FirmwareAction } | null>(null);
  const close = () => setAsked(null);
  const allowed: FirmwareAction[] = [
    ...(person && mayShip(person) ? (["ship"] as const) : []),
    ...(mayChange ? (["delete"] as const) : []),
  ];
  return (
    <>
      <Reading query={files} label="Reading the firmware …">
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState
              title={`No firmware for ${template.name} yet`}
              action={mayChange && <Button onClick={onUpload}>Upload the first image</Button>}
            >
              {mayChange
                ? "Upload what your build has made, then ship it to one device first."
                : "Whoever may edit this template can upload it."}
            </EmptyState>
          ) : (
            <DataTable
              caption={`Firmware for ${template.name}`}
              columns={firmwareColumns(personName, allowed, (firmware, action) =>
                setAsked({ firmware, action }),
              )}
              rows={rows}
              keyOf={({ id }) => id}
            />
          )
        }
      </Reading>
      {asked?.action === "ship" && (
        <ShipDialog firmware={asked.firmware} template={template} onClose={close} />
      )}
      {asked?.action === "delete" && <DeleteFirmwareDialog firmware={asked.firmware} onClose={close} />}
    </>
  );
}
