import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Problem } from "../../api/client";
import { checkTable, orderTable, type TableOrder } from "./importTable";
import { orderKeys } from "./orderKeys";
import type { Sent } from "../parts/sent";
import { TableUpload } from "./TableUpload";

export type Draft = Omit<TableOrder, "idempotencyKey">;

/** Looks at a table and orders from it. It is sent once, by the first of the two. */
export function useTable(table: File | null) {
  const [keyOf] = useState(orderKeys);
  const [sent, setSent] = useState<Sent | null>(null);
  const upload = useRef<TableUpload | null>(null);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const open = (leaving.current = new AbortController());
    return () => open.abort();
  }, []);
  // An upload is of use for as long as its table is chosen.
  useEffect(
    () => () => {
      void upload.current?.discard();
      upload.current = null;
      setSent(null);
    },
    [table],
  );
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signed = (order: Draft): TableOrder => ({
    ...order,
    idempotencyKey: keyOf(order, table?.name, table?.size, table?.lastModified),
  });
  const withUpload = async <Answer>(use: (uploadId: string) => Promise<Answer>): Promise<Answer> => {
    try {
      return await use(await (upload.current ??= new TableUpload(table!, setSent)).run());
    } catch (error) {
      // It expired: the next try sends the table again.
      if (error instanceof Problem && error.code === "upload_not_found") upload.current = null;
      throw error;
    }
  };
  const checking = useMutation({
    networkMode: "always",
    mutationFn: (order: Draft) => withUpload((id) => checkTable(id, signed(order), leaving.current.signal)),
  });
  const ordering = useMutation({
    networkMode: "always",
    mutationFn: (order: Draft) => withUpload((id) => orderTable(id, signed(order), leaving.current.signal)),
    onSuccess: async ({ id }) => {
      // The cloud keeps it for an answer that is lost, and removes it by itself.
      upload.current = null;
      await queries.invalidateQueries({ queryKey: ["batches"] });
      await navigate({ to: "/console/static-tokens/$batchId", params: { batchId: String(id) } });
    },
  });
  return { checking, ordering, sent };
}
