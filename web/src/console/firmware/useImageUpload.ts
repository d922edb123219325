import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Sent } from "../parts/sent";
import { sendImage } from "./imageUpload";
import type { Firmware } from "./queries";

/** Uploads one image after the other. Who leaves stops it. */
export function useImageUpload(templateId: string, onDone: (firmware: Firmware) => void) {
  const queries = useQueryClient();
  const [sent, setSent] = useState<Sent | null>(null);
  const stopping = useRef(new AbortController());
  useEffect(() => () => stopping.current.abort(), []);
  const sending = useMutation({
    networkMode: "always",
    mutationFn: (image: File) => {
      stopping.current = new AbortController();
      setSent({ bytes: 0, of: image.size });
      return sendImage(templateId, image, stopping.current.signal, setSent);
    },
    onSuccess: async (firmware) => {
      await queries.invalidateQueries({ queryKey: ["firmware"] });
      onDone(firmware);
    },
  });
  const trouble = sending.error && sending.error.name !== "AbortError" ? sending.error.message : null;
  return { sending, sent, trouble, stop: () => stopping.current.abort() };
}
