import { Select, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, dataOf } from "../../api/client";
import { templatesQuery } from "../../shared/devices";
import { Dialog } from "../parts/Dialog";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { orderKeys } from "./orderKeys";
import { readCount } from "./words";

/** Orders a batch, and goes to it. Pressing twice, or once more after a lost answer, orders once. */
export function OrderDialog({ onClose }: { onClose: () => void }) {
  const templates = useQuery(templatesQuery).data?.items ?? [];
  const [keyOf] = useState(orderKeys);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { form, ...frame } = useServerForm({
    initialValues: { templateId: "", count: "", name: "" },
    validate: {
      templateId: (id) => (id === "" ? "Choose what kind of units they are for." : null),
      count: (text) => (readCount(text) ? null : "A whole number from 1 to 1,000,000."),
    },
    send: async (values) => {
      const order = {
        templateId: values.templateId,
        count: readCount(values.count),
        name: values.name.trim() || null,
      };
      const body = { ...order, idempotencyKey: keyOf(order) };
      return dataOf(await api.POST("/api/v1/static-batches", { body }));
    },
    onDone: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["batches"] });
      await navigate({ to: "/console/static-tokens/$batchId", params: { batchId: String(id) } });
    },
  });
  return (
    <Dialog title="Order static tokens" onClose={onClose}>
      <ServerForm {...frame} action="Order" onCancel={onClose}>
        <Text>
          Each unit gets a token of its own for its flash, and a code for its label that brings it into a
          customer's account.
        </Text>
        <Select
          label="Template"
          description="Its units belong to it for ever"
          required
          searchable
          data={templates.map(({ id, name }) => ({ value: id, label: name }))}
          nothingFoundMessage="No such template"
          {...form.getInputProps("templateId")}
          data-autofocus
        />
        <TextInput
          label="How many"
          description="1 to 1,000,000"
          required
          inputMode="numeric"
          autoComplete="off"
          {...form.getInputProps("count")}
        />
        <TextInput
          label="Name"
          description="What you call the batch; otherwise the template and the day"
          maxLength={60}
          {...form.getInputProps("name")}
        />
      </ServerForm>
    </Dialog>
  );
}
