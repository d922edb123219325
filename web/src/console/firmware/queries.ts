import { queryOptions } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";

export type Firmware = Schemas["FirmwareFileAnswer"];

/** A template's firmware, the latest first. */
export const firmwareQuery = (templateId: string) =>
  queryOptions({
    queryKey: ["firmware", templateId],
    queryFn: async ({ signal }) =>
      dataOf(
        await api.GET("/api/v1/templates/{id}/firmware", { signal, params: { path: { id: templateId } } }),
      ).items,
  });
