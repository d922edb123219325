/** As much of the browser's service worker container as is needed here. */
export type Workers = Pick<ServiceWorkerContainer, "controller" | "register" | "addEventListener">;

const lookEveryMs = 60 * 60 * 1000;

/**
 * Pages come from the service worker's cache, so that they open without internet; a newer version waits behind it until the
 * person wants it. A page is never reloaded by itself.
 */
export class NewVersion {
  readonly #workers: Workers;
  readonly #reload: () => void;
  readonly #listeners = new Set<() => void>();
  #waiting: ServiceWorker | null = null;

  constructor(workers: Workers, reload: () => void) {
    this.#workers = workers;
    this.#reload = reload;
  }

  /** True while a newer version is ready. */
  readonly isReady = (): boolean => this.#waiting !== null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Registers the worker and looks for newer ones from then on. */
  async watch(): Promise<void> {
    const registration = await this.#workers.register("/sw.js", { scope: "/" });
    this.#offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed") this.#offer(coming);
      });
    });
    // Without internet it is looked for the next time.
    const look = () => void registration.update().catch(() => undefined);
    setInterval(look, lookEveryMs);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  }

  /** Lets the newer version in; this page is loaded anew as soon as it is there. Other pages stay as they are. */
  readonly take = (): void => {
    this.#workers.addEventListener("controllerchange", () => this.#reload(), { once: true });
    this.#waiting?.postMessage({ type: "SKIP_WAITING" });
  };

  // The first version of all is not newer than anything.
  #offer(worker: ServiceWorker | null): void {
    if (!worker || !this.#workers.controller) return;
    this.#waiting = worker;
    for (const listener of this.#listeners) listener();
  }
}
