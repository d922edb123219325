import { Radio, Stack, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, dataOf, type Template } from "../../api/client";
import type { Firmware } from "../firmware/queries";
import { nameOf } from "../firmware/words";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { deviceCountQuery } from "../queries";
import { AttemptFields } from "./AttemptFields";
import { DeviceChoice } from "./DeviceChoice";
import { noOrder, orderAliases, orderOf, orderRules, type OrderValues } from "./orderForm";

/** Orders an image for devices of its template, and goes to the shipment. */
export function ShipDialog({
  firmware,
  template,
  onClose,
}: {
  firmware: Firmware;
  template: Template;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const all = useQuery(deviceCountQuery({ templateId: template.id })).data?.count;
  const { form, ...frame } = useServerForm<OrderValues, { id: number }>({
    initialValues: noOrder,
    validate: orderRules,
    aliases: orderAliases,
    send: async (values) =>
      dataOf(await api.POST("/api/v1/shipments", { body: orderOf(firmware.id, values) })),
    onDone: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["shipments"] });
      await navigate({ to: "/console/shipments/$shipmentId", params: { shipmentId: String(id) } });
    },
  });
  const isAll = form.values.whom === "all";
  return (
    <Dialog title={`Ship ${nameOf(firmware)}`} onClose={onClose}>
      <ServerForm {...frame} action="Start the shipment" onCancel={onClose}>
        <Text>
          Devices that are connected are told at once, a few a second; others when they come. Try it on one
          device first.
        </Text>
        <Radio.Group label="To which devices" {...form.getInputProps("whom")}>
          <Stack gap={0} mt={4}>
            <Radio mih={48} styles={tall} size="md" value="some" label="Chosen devices" />
            <Radio
              mih={48}
              styles={tall}
              size="md"
              value="all"
              label={`Every device of ${template.name}${all === undefined ? "" : `, ${all.toLocaleString("en")} now`}`}
            />
          </Stack>
        </Radio.Group>
        {!isAll && <DeviceChoice templateId={template.id} {...form.getInputProps("deviceIds")} />}
        <TextInput
          label="Name"
          description="What you call the shipment; otherwise the version and the day"
          maxLength={40}
          {...form.getInputProps("title")}
        />
        <AttemptFields form={form} />
      </ServerForm>
    </Dialog>
  );
}

const tall = { body: { minHeight: 48, alignItems: "center" } };
