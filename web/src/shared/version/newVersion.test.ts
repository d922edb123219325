import { expect, test, vi } from "vitest";
import { NewVersion, type Workers } from "./newVersion";

class Worker extends EventTarget {
  state = "installing";
  readonly postMessage = vi.fn();
}

class Registration extends EventTarget {
  waiting: Worker | null = null;
  installing: Worker | null = null;
  readonly update = vi.fn(() => Promise.resolve());
}

function browser(controller: Worker | null) {
  const registration = new Registration();
  const events = new EventTarget();
  const workers = {
    controller,
    register: vi.fn(() => Promise.resolve(registration)),
    addEventListener: events.addEventListener.bind(events),
  };
  const reload = vi.fn();
  const version = new NewVersion(workers as unknown as Workers, reload);
  const install = (worker: Worker) => {
    registration.installing = worker;
    registration.dispatchEvent(new Event("updatefound"));
    worker.state = "installed";
    worker.dispatchEvent(new Event("statechange"));
  };
  return { version, registration, events, reload, install };
}

test("a version that is installed behind the running one is offered", async () => {
  const { version, install } = browser(new Worker());
  const heard = vi.fn();
  version.subscribe(heard);
  await version.watch();
  expect(version.isReady()).toBe(false);

  install(new Worker());

  expect(version.isReady()).toBe(true);
  expect(heard).toHaveBeenCalledTimes(1);
});

test("a version that waited before the page opened is offered at once", async () => {
  const { version, registration } = browser(new Worker());
  registration.waiting = new Worker();
  await version.watch();
  expect(version.isReady()).toBe(true);
});

test("the first version of all is not news", async () => {
  const { version, install } = browser(null);
  await version.watch();
  install(new Worker());
  expect(version.isReady()).toBe(false);
});

test("the page is loaded anew when the person takes it and it is there, not before", async () => {
  const { version, events, reload, install } = browser(new Worker());
  await version.watch();
  const next = new Worker();
  install(next);
  events.dispatchEvent(new Event("controllerchange"));
  expect(reload).not.toHaveBeenCalled();

  version.take();
  expect(next.postMessage).toHaveBeenCalledWith({ type: "SKIP_WAITING" });
  expect(reload).not.toHaveBeenCalled();
  events.dispatchEvent(new Event("controllerchange"));
  expect(reload).toHaveBeenCalledTimes(1);
});

test("coming back to the page looks for a newer one, and no internet is no fault", async () => {
  const { version, registration } = browser(new Worker());
  await version.watch();
  registration.update.mockRejectedValueOnce(new TypeError("offline"));
  document.dispatchEvent(new Event("visibilitychange"));
  expect(registration.update).toHaveBeenCalledTimes(1);
});
