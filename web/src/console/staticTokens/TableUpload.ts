import { Upload, type DetailedError } from "tus-js-client";
import { placeHeaders, problemOfText } from "../../api/client";
import { percentOf, type Sent } from "../parts/sent";

/** The pauses before the tries that follow a broken connection, in milliseconds; progress begins them anew. */
const pauses = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];

/** The connection broke and did not come back. What arrived stays, and the upload can go on. */
export class UploadStopped extends Error {
  constructor({ bytes, of }: Sent) {
    super(
      `The connection to the cloud broke. ${percentOf({ bytes, of })} % of the table is there. ` +
        "Check this device's internet connection and go on.",
    );
  }
}

/** What may pass by itself: no answer, a piece that is still being taken, a cloud that starts again. */
export const mayPass = (status: number): boolean =>
  status === 0 || status === 408 || status === 409 || status === 423 || status === 429 || status >= 500;

/** A table on its way into the cloud, in pieces (tus 1.0.0): sent once, and from where it stopped after a broken connection. */
export class TableUpload {
  readonly #upload: Upload;
  #sent: Sent;
  #whole: string | null = null;

  constructor(
    readonly table: File,
    readonly onSent: (sent: Sent) => void,
  ) {
    this.#sent = { bytes: 0, of: table.size };
    this.#upload = new Upload(table, {
      endpoint: `${window.location.origin}/api/v1/uploads`,
      headers: placeHeaders(),
      retryDelays: pauses,
      storeFingerprintForResuming: false,
      onShouldRetry: (error) => mayPass(error.originalResponse?.getStatus() ?? 0),
      onProgress: (bytes) => this.#tell(bytes),
    });
  }

  /** Sends what is missing. The answer is the upload's id; once it is whole nothing more is sent. */
  run(): Promise<string> {
    return this.#whole !== null
      ? Promise.resolve(this.#whole)
      : new Promise((resolve, reject) => {
          this.#upload.options.onSuccess = () => {
            // An empty table has no progress to tell of.
            this.#tell(this.table.size);
            resolve((this.#whole = new URL(this.#upload.url!).pathname.split("/").at(-1)!));
          };
          this.#upload.options.onError = (error) => reject(this.#explain(error as DetailedError));
          this.#upload.start();
        });
  }

  /** Stops, and throws away what is in the cloud. */
  async discard(): Promise<void> {
    // Out of reach it stays there until it expires, within a day.
    await this.#upload.abort(true).catch(() => undefined);
  }

  #tell(bytes: number): void {
    this.onSent((this.#sent = { bytes, of: this.table.size }));
  }

  #explain({ originalResponse }: Partial<DetailedError>): Error {
    const status = originalResponse?.getStatus() ?? 0;
    return originalResponse && !mayPass(status)
      ? problemOfText(status, originalResponse.getBody())
      : new UploadStopped(this.#sent);
  }
}
