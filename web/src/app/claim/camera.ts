import type { Trouble } from "../wizard/types";

/** How often the picture is looked at. A code needs to be still for about that long. */
const pauseMs = 150;

/** What reads codes out of pictures: the browser's own, or the library's where it has none. */
type Reader = { detect(picture: HTMLVideoElement): Promise<readonly { rawValue: string }[]> };

const formats = ["qr_code"] as const;

/** True where this page may use a camera at all: browsers want HTTPS for it. */
export const mayHaveCamera = (): boolean => "mediaDevices" in navigator;

/** Shows the camera that looks away from the person. Ends with the signal, and the camera's light goes out. */
export async function openCamera(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  if (signal.aborted) return close();
  signal.addEventListener("abort", close, { once: true });
  video.srcObject = stream;
  await video.play();
}

/** Reads every code the camera sees, until the signal ends it. */
export async function readCodes(
  video: HTMLVideoElement,
  onCode: (content: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const reader = await makeReader();
  while (!signal.aborted) {
    for (const { rawValue } of await reader.detect(video)) if (!signal.aborted) onCode(rawValue);
    await new Promise((done) => setTimeout(done, pauseMs));
  }
}

async function makeReader(): Promise<Reader> {
  const own = (globalThis as { BarcodeDetector?: typeof import("barcode-detector/ponyfill").BarcodeDetector })
    .BarcodeDetector;
  if (own && (await own.getSupportedFormats()).includes(formats[0]))
    return new own({ formats: [...formats] });
  // A megabyte that only some browsers need, and only here.
  const [{ BarcodeDetector, prepareZXingModule }, { default: program }] = await Promise.all([
    import("barcode-detector/ponyfill"),
    import("zxing-wasm/reader/zxing_reader.wasm?url"),
  ]);
  prepareZXingModule({ overrides: { locateFile: () => program } });
  return new BarcodeDetector({ formats: [...formats] });
}

/** What to tell a person whose camera does not open. */
export function cameraTrouble(error: unknown): Trouble {
  const name = error instanceof Error ? error.name : "";
  switch (name) {
    case "NotAllowedError":
      return {
        reason: "This page may not use the camera.",
        nextStep: "Allow it in the browser's settings for this page, or type the code below.",
      };
    case "NotFoundError":
    case "OverconstrainedError":
      return { reason: "There is no camera here.", nextStep: "Type the code below." };
    case "NotReadableError":
      return {
        reason: "Another app uses the camera.",
        nextStep: "Close it and try again, or type the code below.",
      };
    default:
      return { reason: "The camera cannot be used here.", nextStep: "Type the code below." };
  }
}
