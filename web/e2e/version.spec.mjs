import http from "node:http";
import { expect } from "./harness/expect.mjs";

export const name = "the pages: kept for offline, nothing secret among them, and a newer version asks first";
export const seconds = 90;
export const screens = ["phone"];

// Opening pages while the cloud's answers are cut off is the point.
export const allowed = [/Failed to load resource/];

/** Hands everything on to the cloud; once there is a newer version, its worker differs by a line. */
async function openFront(cloud) {
  let isNewer = false;
  const server = http.createServer((request, answer) => {
    // Answers come whole: what a browser has already is no reason to leave them out.
    const { "if-none-match": _tag, "if-modified-since": _time, ...asked } = request.headers;
    const onward = http.request(
      new URL(request.url, cloud),
      { method: request.method, headers: { ...asked, "accept-encoding": "identity" } },
      (from) => {
        const changes = isNewer && request.url === "/sw.js";
        const { "content-length": length, ...headers } = from.headers;
        answer.writeHead(from.statusCode, changes || !length ? headers : from.headers);
        from.pipe(answer, { end: !changes });
        if (changes) from.on("end", () => answer.end("\n// newer"));
      },
    );
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    publish: () => void (isNewer = true),
    end() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export async function run({ page, cloud, owner, shot, barriers }) {
  const front = await openFront(cloud);
  try {
    await page.goto(`${front.address}/app/devices`);
    await page.getByLabel("E-mail address").fill(owner.email);
    await page.getByRole("textbox", { name: "Password" }).fill(owner.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect.visible(page.getByRole("heading", { name: "No devices yet" }));

    // The first worker takes over with the next visit; a ticket with its secrets passes through it then.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
    await page.goto(`${front.address}/app/add`);
    await expect.until(
      () => page.evaluate(() => navigator.serviceWorker.controller !== null),
      "it has a worker",
    );
    await page.getByRole("button", { name: "It beats blue" }).click();
    await page.getByRole("button", { name: "Set up on the device's own page instead" }).click();
    const kept = await page.evaluate(async () => {
      const addresses = [];
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
          addresses.push(new URL(request.url).pathname);
      return addresses;
    });
    expect.ok(kept.includes("/index.html"), "the page itself is kept");
    expect.equal(
      kept.filter((path) => !/^\/(index\.html|manifest\.webmanifest|icon\.svg|assets\/[\w.-]+)$/.test(path)),
      [],
      "nothing but the pages' own files is kept",
    );

    front.publish();
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    await expect.until(
      () => page.evaluate(async () => !!(await navigator.serviceWorker.getRegistration()).waiting),
      "the newer version is installed",
    );
    expect.equal(await page.getByText("A new version is ready.").count(), 0, "not while a device is added");

    await page.getByRole("button", { name: "Stop adding this device" }).click();
    const stop = page.getByRole("button", { name: "Stop", exact: true });
    if (await stop.isVisible().catch(() => false)) await stop.click();
    await expect.visible(page.getByText("A new version is ready."));
    for (const colorScheme of ["dark", "light"]) {
      await page.emulateMedia({ colorScheme });
      await shot(page, `ready-${colorScheme}`);
    }
    expect.equal(await barriers(page), [], "the bar can be used by everybody");
    await page.evaluate(() => (window.isTheOldPage = true));
    await page.getByRole("button", { name: "Reload" }).click();
    await expect.until(
      () => page.evaluate(() => window.isTheOldPage === undefined).catch(() => false),
      "the page was loaded anew",
    );
    await expect.visible(page.getByRole("heading", { name: "No devices yet" }));
    expect.equal(await page.getByText("A new version is ready.").count(), 0, "and that is it");
  } finally {
    front.end();
  }
}
