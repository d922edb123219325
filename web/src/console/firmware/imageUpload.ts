import { placeHeaders, problemOfText } from "../../api/client";
import { percentOf, type Sent } from "../parts/sent";
import type { Firmware } from "./queries";

/** The connection broke on the way: nothing was kept. */
export class ImageLost extends Error {
  constructor(sent: Sent) {
    super(
      `The connection to the cloud broke after ${percentOf(sent)} % of the file. ` +
        "Check this device's internet connection and upload it again.",
    );
  }
}

/**
 * Sends an image as it lies on the disk: it is never in memory as a whole. A request of the old kind, because the new one tells no progress
 * of what it sends.
 */
export function sendImage(
  templateId: string,
  image: File,
  signal: AbortSignal,
  onSent: (sent: Sent) => void,
): Promise<Firmware> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let sent: Sent = { bytes: 0, of: image.size };
    const query = new URLSearchParams({ fileName: image.name });
    request.open("POST", `/api/v1/templates/${encodeURIComponent(templateId)}/firmware?${query}`);
    for (const [name, value] of Object.entries(placeHeaders())) request.setRequestHeader(name, value);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded }) => onSent((sent = { bytes: loaded, of: image.size }));
    request.onload = () =>
      request.status === 201
        ? resolve(JSON.parse(request.responseText) as Firmware)
        : reject(problemOfText(request.status, request.responseText));
    request.onerror = () => reject(new ImageLost(sent));
    request.onabort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(image);
  });
}
