// Drives the console in a real browser on a real cloud with devices on real sockets, and prints PASS or FAIL for each promise.
//
//   dotnet build src/Firstlight.Cloud -c Release && (cd web && npm run build) && node web/e2e/console.spec.mjs
//
// PICTURES=<folder> keeps screenshots of every page; CHROMIUM names the browser; ONLY=<part of a name> runs fewer checks.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import http from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { furnish, signIn } from "./console.room.mjs";

const web = fileURLToPath(new URL("..", import.meta.url));
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const email = "owner@example.org";
const password = "an-instrument-of-light";
const pictures = process.env.PICTURES;
const screens = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };

let passed = 0;
let failed = 0;
async function check(name, body) {
  if (process.env.ONLY && !name.includes(process.env.ONLY)) return;
  try {
    await body();
    passed++;
    console.log(`PASS ${name}`);
  } catch (error) {
    failed++;
    console.log(
      `FAIL ${name}\n     ${String(error.message ?? error)
        .split("\n")
        .slice(0, 12)
        .join("\n     ")}`,
    );
    if (pictures && page)
      await page.screenshot({ path: join(pictures, `failed-${failed}.png`) }).catch(() => {});
  }
}
function must(condition, message) {
  if (!condition) throw new Error(message);
}

async function startCloud(folder) {
  const ready = join(folder, "ready");
  const cloud = spawn(
    "dotnet",
    [
      join(web, "../src/Firstlight.Cloud/bin/Release/net10.0/Firstlight.Cloud.dll"),
      ...["--data", join(folder, "data"), "--port", "0", "--tls-port", "off", "--ready-file", ready],
    ],
    {
      env: { ...process.env, FIRSTLIGHT_OWNER_EMAIL: email, FIRSTLIGHT_OWNER_PASSWORD: password },
      stdio: "ignore",
    },
  );
  for (let tries = 0; tries < 300; tries++) {
    const address = (await readFile(ready, "utf8").catch(() => "")).match(/http:\/\/\S+:\d+/)?.[0];
    if (address) return { address, stop: () => stopped(cloud) };
    must(cloud.exitCode === null, `The cloud ended with code ${cloud.exitCode}.`);
    await wait(100);
  }
  cloud.kill();
  throw new Error("The cloud did not get ready within 30 seconds.");
}
async function stopped(process) {
  if (process.exitCode !== null) return;
  const ended = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGTERM");
  await ended;
}

/** The built pages and the cloud behind one origin; `cut` breaks the stream of live events. */
async function servePages(cloud) {
  const kinds = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
  };
  const streams = new Set();
  let isCut = false;
  const server = http.createServer(async (request, response) => {
    if (/^\/(api|docs|openapi)(\/|$)/.test(request.url)) {
      const isLive = request.url.startsWith("/api/v1/live");
      if (isLive && isCut) return void response.destroy();
      const { host: _, ...headers } = request.headers;
      const onward = http.request(
        cloud + request.url,
        { method: request.method, headers: { ...headers, host: new URL(cloud).host } },
        (answer) => {
          response.writeHead(answer.statusCode, answer.headers);
          answer.pipe(response);
        },
      );
      if (isLive) {
        streams.add(response);
        response.on("close", () => {
          streams.delete(response);
          onward.destroy();
        });
      }
      onward.on("error", () => response.destroy());
      return void request.pipe(onward);
    }
    const path = normalize(new URL(request.url, "http://x").pathname);
    const file = extname(path) ? path : "/index.html";
    const bytes = await readFile(join(web, "dist", file)).catch(() => null);
    response.writeHead(bytes ? 200 : 404, {
      "content-type": kinds[extname(file)] ?? "application/octet-stream",
    });
    response.end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    cut() {
      isCut = true;
      for (const stream of streams) stream.destroy();
    },
    mend: () => void (isCut = false),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

if (pictures) await mkdir(pictures, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), "firstlight-console-"));
let cloud, pages, browser, page, room;
const complaints = [];
try {
  cloud = await startCloud(folder);
  const call = await signIn(cloud.address, email, password);
  room = await furnish(cloud.address, call);
  pages = await servePages(cloud.address);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
      ...["--disable-background-networking", "--disable-component-update"],
    ],
  });
  const context = await browser.newContext({
    baseURL: pages.address,
    viewport: screens.desk,
    serviceWorkers: "block",
    reducedMotion: "reduce",
    acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(8_000);
  page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // What the cloud refuses on purpose is in the browser's log too.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
  const button = (name) => page.getByRole("button", { name, exact: true });
  const link = (name) => page.getByRole("link", { name, exact: true });
  // A required field's label ends in a star.
  const field = (name) =>
    page.locator("input, textarea").and(page.getByLabel(new RegExp(`^${name}( \\*)?$`)));
  const dialog = () => page.getByRole("dialog");
  const row = (text) => page.getByRole("row").filter({ hasText: text });
  const open = async (path) => {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
  };
  const openTab = async (name) => page.getByRole("tab", { name, exact: true }).click();
  const audit = async (where) => {
    await page.evaluate(axeSource);
    const found = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map((node) => `${node.target} ${node.failureSummary?.split("\n")[1] ?? ""}`)
              .join(" | ")}`,
        );
    });
    must(found.length === 0, `${where}: ${found.join("\n")}`);
  };
  const fitsWidth = async (where) => {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    must(over <= 0, `${where} is ${over} pixels wider than the screen.`);
  };
  const smallTargets = () =>
    page.evaluate(() =>
      [
        ...document.querySelectorAll(
          "button, input:not([type=checkbox]):not([type=radio]):not([type=hidden]), nav a, [role=tab]",
        ),
      ]
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(
          ({ element, box }) =>
            box.width > 0 &&
            box.height > 0 &&
            box.height < 47.5 &&
            getComputedStyle(element).visibility !== "hidden",
        )
        .map(
          ({ element, box }) =>
            `${element.tagName} "${element.ariaLabel ?? element.textContent}" ${Math.round(box.height)} px`,
        ),
    );

  await check("signing in leads to the console that was asked for", async () => {
    await page.goto("/console");
    await field("E-mail address").fill(email);
    await page.locator("input[type=password]").fill(password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Devices" }).waitFor();
    await row("Kitchen thermostat").waitFor();
  });

  must(failed === 0, "Nobody is signed in.");
  const places = {
    "devices-narrowed": `/console/devices?template=${room.thermostat}&online=true`,
    devices: "/console/devices",
    "devices-none": "/console/devices?search=nothing+like+it",
    device: `/console/devices/${room.kitchen.id}`,
    values: `/console/devices/${room.kitchen.id}?tab=values`,
    history: `/console/devices/${room.kitchen.id}?tab=history`,
    events: `/console/devices/${room.kitchen.id}?tab=events`,
    "device-activations": `/console/devices/${room.kitchen.id}?tab=activations`,
    "device-by-hand": `/console/devices/${room.manual}`,
    "device-gone": "/console/devices/999999",
    templates: "/console/templates",
    template: `/console/templates/${room.thermostat}`,
    activations: "/console/activations",
    "activation-failed": `/console/activations/${room.failed}`,
    "activation-pending": `/console/activations/${room.pending}`,
    "activation-done": `/console/activations/${room.kitchen.session}`,
    audit: "/console/audit",
    account: "/console/account",
    kitchen: "/console/kitchen",
  };
  for (const scheme of ["light", "dark"])
    for (const [screen, viewport] of Object.entries(screens))
      await check(`every page in ${scheme} on a ${screen} has no serious barrier and fits`, async () => {
        await page.emulateMedia({ colorScheme: scheme });
        await page.setViewportSize(viewport);
        const wrong = [];
        for (const [name, path] of Object.entries(places)) {
          await page.goto(path);
          await page.getByRole("heading").first().waitFor();
          await page
            .getByText(/^Reading .*…$/)
            .first()
            .waitFor({ state: "hidden" })
            .catch(() => {});
          await wait(250);
          if (pictures)
            await page.screenshot({
              path: join(pictures, `${name}-${screen}-${scheme}.png`),
              fullPage: true,
            });
          await audit(name).catch((error) => wrong.push(error.message));
          await fitsWidth(name).catch((error) => wrong.push(error.message));
          if (screen === "phone" && name !== "kitchen")
            wrong.push(
              ...(await smallTargets()).map((target) => `${name}: ${target} is too small for a finger`),
            );
        }
        must(wrong.length === 0, wrong.join("\n"));
      });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(screens.desk);

  await check("the list grows page by page, is searched and filtered", async () => {
    await open(places.devices);
    await page.getByText("50 devices shown, there are more").waitFor();
    await button("Load more").click();
    await page.getByText("64 devices shown").waitFor();
    await field("Search").fill("kitchen");
    await page.getByText("1 device shown").waitFor();
    must(
      new URL(page.url()).searchParams.get("search") === "kitchen",
      "The search does not stand in the address.",
    );
    await page.goto("/console/devices?online=true");
    await page.getByText("2 devices shown").waitFor();
    await page.goto(`/console/devices?template=${room.thermostat}`);
    await page.getByText("3 devices shown").waitFor();
  });

  await check("a value of the device appears by itself, and one of ours reaches the device", async () => {
    await open(places.values);
    await row("Temperature").waitFor();
    await wait(600);
    room.kitchen.write(0, "17.250");
    await row("Temperature").getByText("17.25 °C").waitFor({ timeout: 4_000 });
    await button("Write Target").click();
    await field("Value for Target in °C").fill("warm");
    await page.keyboard.press("Enter");
    await dialog().getByText("A number is needed.").waitFor();
    await field("Value for Target in °C").fill("23,5");
    await page.keyboard.press("Enter");
    await row("Target").getByText("23.5 °C").waitFor();
    for (let tries = 0; tries < 20 && !room.kitchen.written.has(1); tries++) await wait(50);
    must(room.kitchen.written.get(1) === "23.5", `The device got ${room.kitchen.written.get(1)}.`);
  });

  await check("a broken stream is said, and heals by itself", async () => {
    await open(places.values);
    await row("Temperature").waitFor();
    await wait(600);
    pages.cut();
    await page.getByText(/Reconnecting …/).waitFor({ timeout: 6_000 });
    await audit("stale banner");
    if (pictures) await page.screenshot({ path: join(pictures, "stale-desk-light.png") });
    room.kitchen.write(0, "18.500");
    pages.mend();
    await row("Temperature").getByText("18.5 °C").waitFor({ timeout: 15_000 });
    await page.getByText(/Reconnecting …/).waitFor({ state: "hidden" });
  });

  await check("history is a chart, a table and a file", async () => {
    await open(places.history);
    await page.getByRole("img", { name: "Temperature in the last hour" }).waitFor();
    await page.getByText(/\d+ points, lowest/).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), button("Download CSV").click()]);
    must(
      download.suggestedFilename() === "Kitchen-thermostat_Temperature_hour.csv",
      download.suggestedFilename(),
    );
    const text = await readFile(await download.path(), "utf8");
    must(text.startsWith("\uFEFFat,Temperature (°C)\r\n"), `The file begins with ${text.slice(0, 40)}`);
    must(text.trim().split("\r\n").length > 10, "The file has too few lines.");
    await page.getByRole("switch", { name: "As a table" }).check({ force: true });
    await page.getByRole("columnheader", { name: "Time" }).waitFor();
    await audit("history as a table");
  });

  await check("events carry their words", async () => {
    await open(places.events);
    await page.getByText("Overheated").waitFor();
    await page.getByText("The case reached 71 °C").waitFor();
  });

  await check("a template is made by keyboard alone, and refusals stand beside their fields", async () => {
    await open(places.templates);
    await button("New template").focus();
    await page.keyboard.press("Enter");
    await dialog().waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('[data-path="name"]'));
    await page.keyboard.type("Light/Bulb");
    await page.keyboard.press("Enter");
    await dialog()
      .getByText(/only letters, digits and spaces/)
      .waitFor();
    await audit("template form with an error");
    if (pictures) await page.screenshot({ path: join(pictures, "template-error-desk-light.png") });
    must(
      await page.evaluate(() => document.activeElement?.matches('[data-path="name"][aria-invalid="true"]')),
      "The refused field does not have the focus.",
    );
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Light bulb");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Light bulb" }).waitFor();
    await button("Add a datastream").focus();
    await page.keyboard.press("Enter");
    await dialog().waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('[data-path="name"]'));
    await page.keyboard.type("Brightness");
    await field("Least value").fill("90");
    await field("Greatest value").fill("10");
    await page.keyboard.press("Enter");
    await dialog()
      .getByText(/above the greatest/)
      .waitFor();
    await field("Least value").fill("0");
    await page.keyboard.press("Enter");
    await row("Brightness").getByText("0 to 10").waitFor();
    await button("Add a datastream").click();
    await dialog().getByLabel(/^Name/).fill("Second");
    await dialog().getByLabel(/^Pin/).fill("V0");
    await page.keyboard.press("Enter");
    await dialog()
      .getByText(/V0 is Brightness already/)
      .waitFor();
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "hidden" });
    await button("Edit Brightness").click();
    await dialog().getByLabel(/^Name/).fill("Glow");
    await page.keyboard.press("Enter");
    await row("Glow").waitFor();
    await button("Remove Glow").click();
    await dialog().getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText("No datastreams yet").waitFor();
    await button("Add a field").click();
    await dialog().getByLabel(/^Name/).fill("Room");
    await page.keyboard.press("Enter");
    await row("Room").waitFor();
    await field("Offline after, in seconds").fill("99999999");
    await button("Save the settings").click();
    await page.getByText(/between zero and 30 days/).waitFor();
  });

  await check("a template in use is not deleted, and the way on is shown", async () => {
    await open(places.template);
    await button("Delete the template").click();
    must(
      await dialog().getByRole("button", { name: "Delete for good" }).isDisabled(),
      "It can be pressed unconfirmed.",
    );
    await dialog()
      .getByLabel(/Type "Thermostat"/)
      .fill("Thermostat");
    await page.keyboard.press("Enter");
    await dialog().getByText("There are devices of Thermostat; delete them first.").waitFor();
    await audit("refused deletion");
    if (pictures) await page.screenshot({ path: join(pictures, "template-in-use-desk-light.png") });
    await link("Show its devices").click();
    await page.getByText("3 devices shown").waitFor();
  });

  let secret = "";
  await check("a device by hand shows its token once", async () => {
    await open(places.devices);
    await button("New device by hand").click();
    await dialog().waitFor();
    await button("Make the device").click();
    await dialog().getByText("Choose a template.").waitFor();
    await dialog().getByRole("combobox", { name: "Template" }).click();
    await page.getByRole("option", { name: "Thermostat" }).click();
    await dialog().getByLabel(/^Name/).fill("Bench unit");
    await button("Make the device").click();
    await page.getByText("The device is made").waitFor();
    secret = await page.locator("pre").first().innerText();
    must(/^\S{32}$/.test(secret), `"${secret}" is no token.`);
    const defines = await page.locator("pre").last().innerText();
    must(/TEMPLATE_ID "TMPL.*TEMPLATE_NAME "Thermostat"[\s\S]*AUTH_TOKEN/s.test(defines), defines);
    await audit("token shown");
    if (pictures) await page.screenshot({ path: join(pictures, "token-desk-light.png") });
    await button("Copy").first().click();
    await page.getByText("Copied.").waitFor();
    must(
      (await page.evaluate(() => navigator.clipboard.readText())) === secret,
      "The clipboard has something else.",
    );
    await button("I have copied it").click();
    await dialog().waitFor({ state: "hidden" });
    must(!(await page.content()).includes(secret), "The token is still in the page.");
  });

  await check("a device is renamed, described, revealed with a note, and deleted by its name", async () => {
    await open(places.devices);
    await field("Search").fill("Bench unit");
    await link("Bench unit").click();
    await page.getByRole("heading", { level: 1, name: "Bench unit" }).waitFor();
    await field("Name").fill("");
    await button("Rename").click();
    await page.getByText(/A name is needed/).waitFor();
    await field("Name").fill("Desk unit");
    await button("Rename").click();
    await page.getByRole("heading", { level: 1, name: "Desk unit" }).waitFor();
    await field("IMEI").fill("123");
    await button("Save IMEI").click();
    await page.getByText("An IMEI has exactly 15 digits.").waitFor();
    await field("IMEI").fill("490154203237518");
    await button("Save IMEI").click();
    await page.waitForFunction(() =>
      document.querySelector('[aria-label="Save IMEI"]')?.hasAttribute("disabled"),
    );
    await button("Show the token").click();
    await page.getByText(/entry with your name in the audit log/).waitFor();
    await button("Show it").click();
    must((await page.locator("pre").first().innerText()) === secret, "Another token than the first one.");
    await button("Hide it").click();
    await dialog().waitFor({ state: "hidden" });
    must(!(await page.content()).includes(secret), "The token is still in the page.");
    await button("Delete the device").click();
    await dialog()
      .getByLabel(/Type "Desk unit"/)
      .fill("Desk unit");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Devices" }).waitFor();
    await open(places.audit);
    await row("Device token shown").first().waitFor();
    await row("Device deleted").first().waitFor();
  });

  await check("a connected device is told to restart", async () => {
    await open(places.device);
    await button("Restart").click();
    await dialog().getByRole("button", { name: "Restart" }).click();
    await page.getByText("Kitchen thermostat has been told to restart.").waitFor();
  });

  await check("presence changes on the screen without reloading", async () => {
    await open(places.device);
    await page.getByText("Online", { exact: true }).waitFor();
    await wait(400);
    room.kitchen.unplug();
    // The template waits five seconds before it calls a device offline.
    await page.getByText("Offline", { exact: true }).waitFor({ timeout: 15_000 });
  });

  await check("activations say how many, how long and why not", async () => {
    await open(places.activations);
    await page.getByText("Success rate of the 8 shown").waitFor();
    await page.getByText("50 %").waitFor();
    await page.getByText("2 ×").waitFor();
    await page.locator("label", { hasText: "Cancelled" }).click();
    await page.getByText("1 attempt shown").waitFor();
    await open(places["activation-failed"]);
    await page.getByText("The Wi-Fi network did not accept the password.").first().waitFor();
    await page.getByText("Code 722, wrong_wifi_password").waitFor();
  });

  await check("an attempt goes on live, and can be stopped", async () => {
    await open(places["activation-pending"]);
    await page.getByText("Token handed to the app").waitFor();
    await wait(400);
    await call("POST", `/provisioning/sessions/${room.pending}/reports`, { step: "device_found" });
    await page.getByText("App found the device").waitFor({ timeout: 4_000 });
    await button("Stop this attempt").click();
    await button("Stop it").click();
    await page.getByText("The attempt was cancelled.").waitFor();
    await button("Stop this attempt").waitFor({ state: "hidden" });
  });

  await check("the keyboard reaches the page at once and sees where it is", async () => {
    await open(places.devices);
    await page.keyboard.press("Tab");
    must(
      await page.evaluate(() => document.activeElement?.textContent === "Skip to the page"),
      "The first stop is not the way past the menu.",
    );
    await link("Templates").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Templates" }).waitFor();
    must(
      await page.evaluate(() => document.activeElement?.tagName === "H1"),
      "The new page does not have the focus.",
    );
    must((await page.title()) === "Templates · Firstlight", await page.title());
  });

  await check("on a phone the menu opens, leads on and folds away", async () => {
    await page.setViewportSize(screens.phone);
    await open(places.devices);
    must(!(await link("Audit").isVisible()), "The menu is in the way.");
    await button("Open the menu").click();
    await audit("open menu");
    if (pictures) await page.screenshot({ path: join(pictures, "menu-phone-light.png") });
    await link("Audit").click();
    await page.getByRole("heading", { level: 1, name: "Audit" }).waitFor();
    must(!(await link("Templates").isVisible()), "The menu stayed open.");
    await page.setViewportSize(screens.desk);
  });

  await check("nothing went wrong unseen", () =>
    must(complaints.length === 0, complaints.slice(0, 5).join("\n")),
  );

  await check("signing out ends it", async () => {
    await open(places.account);
    await button("Sign out").click();
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    await page.goto(places.devices);
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  });
} catch (error) {
  failed++;
  console.log(`FAIL before the checks ended: ${error.stack}`);
} finally {
  room?.unplug();
  await browser?.close();
  pages?.stop();
  await cloud?.stop();
  await rm(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
