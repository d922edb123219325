/*
 * A person adds a device with the app, on a real cloud and virtual devices, and then fails once with a wrong password.
 *
 *   node e2e/addDevice.spec.mjs PAGES WORKBENCH      (such as http://127.0.0.1:8080 http://127.0.0.1:8090)
 *
 * The owner is owner@example.com with first-light-2026, or OWNER_EMAIL and OWNER_PASSWORD. Needs the workbench's example
 * room. SHOTS=dir keeps a picture of every screen; WIDTH and HEIGHT set the size. Prints PASS or FAIL per path.
 */
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [pages, workbench] = process.argv.slice(2);
if (!pages || !workbench) throw new Error("Name the address of the pages and of the workbench.");
const email = process.env.OWNER_EMAIL ?? "owner@example.com";
const password = process.env.OWNER_PASSWORD ?? "first-light-2026";
const shots = process.env.SHOTS;
const size = { width: Number(process.env.WIDTH ?? 390), height: Number(process.env.HEIGHT ?? 844) };
const colorScheme = process.env.SCHEME === "dark" ? "dark" : "light";
if (shots) mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const context = await browser.newContext({ viewport: size, colorScheme });
const page = await context.newPage();
page.setDefaultTimeout(20_000);
const faults = [];
page.on("pageerror", (error) => faults.push(error.message));

const button = (name, exact = false) => page.getByRole("button", { name, exact });
const heading = (name) => page.getByRole("heading", { name }).waitFor();

async function shot(name) {
  if (!shots) return;
  await page.waitForTimeout(400); // Transitions end, lights beat.
  await page.screenshot({ path: `${shots}/${size.width}-${colorScheme}-${name}.png`, fullPage: true });
}

async function ask(path, method = "GET", body = undefined) {
  const answer = await fetch(workbench + path, {
    method,
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

const addDevice = (name) =>
  ask("/devices", "POST", { name, templateId: "TMPLthermo01", templateName: "Thermostat" });

/** Screens 1 and 2, to the list of networks. */
async function joinDevice(deviceId) {
  await page.goto(`${pages}/app/add?workbench=${encodeURIComponent(workbench)}`);
  await heading("What does your device's light do?");
  await shot("light");
  await button("It does something else").click();
  await shot("light-help");
  await button("It beats blue").click();
  await heading("Join its Wi-Fi");
  const { accessPoints } = await until(async () => {
    const air = await ask("/air");
    return air.accessPoints.some((point) => point.deviceId === deviceId) && air;
  });
  const { ssid } = accessPoints.find((point) => point.deviceId === deviceId);
  await button(`Join ${ssid}`).waitFor();
  await shot("join");
  await button(`Join ${ssid}`).click();
  await heading("Your Wi-Fi");
}

async function until(look) {
  for (let left = 100; left > 0; left--) {
    const found = await look();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("It did not happen in time.");
}

async function path(name, walk) {
  try {
    await walk();
    if (faults.length > 0) throw new Error(`the page failed: ${faults.splice(0).join("; ")}`);
    console.log(`PASS ${name}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`FAIL ${name}: ${error.message}`);
    await shot("failed").catch(() => undefined);
  }
}

await path("sign in", async () => {
  await page.goto(`${pages}/app/devices`);
  await page.getByLabel("E-mail address").fill(email);
  await page.locator("input[autocomplete=current-password]").fill(password);
  await button("Sign in").click();
  await page.waitForURL("**/app/devices");
  await shot("devices-first");
});

await path("add a device", async () => {
  const { id } = await addDevice(`Bench ${Date.now()}`);
  await joinDevice(id);
  await page.getByRole("radio", { name: /^Home,/ }).waitFor();
  await shot("wifi");
  await page.getByRole("radio", { name: /^Home,/ }).click();
  await page.getByLabel("Wi-Fi password").fill("firstlight-wifi");
  await page.getByLabel("Remember for the next device").check();
  await button("Connect the device").click();
  await heading("Watching it come online");
  await shot("watch");
  await heading("It is online");
  await shot("online");
  await page.getByLabel("What shall it be called?").fill("Living room");
  await button("Go to the device").click();
  await heading("Living room");
  await page.getByText("Online", { exact: true }).waitFor();
  await page.getByText("Temperature", { exact: true }).waitFor();
  await button("History").first().click();
  await shot("device");

  const slider = page.getByRole("slider", { name: "Set Temperature" });
  await slider.press("ArrowRight");
  await page.getByText("Delivered").waitFor();
  await until(async () => (await ask(`/devices/${id}`)).state === "running");
  await shot("device-written");
});

await path("a wrong password gives its reason, and trying again works", async () => {
  const { id } = await addDevice(`Bench ${Date.now()}`);
  await joinDevice(id);
  await page.getByRole("radio", { name: /^Home,/ }).click();
  await page.getByLabel("Wi-Fi password").fill("short");
  await button("Connect the device").click();
  await page.getByText("A Wi-Fi password has at least 8 characters.").waitFor();
  await shot("wifi-problem");
  await page.getByLabel("Wi-Fi password").fill("not-the-password");
  await button("Connect the device").click();
  await heading("It did not get online");
  await page.getByText("The Wi-Fi network did not accept the password.").waitFor();
  await shot("watch-failed");
  await button("Try again").click();
  await heading("Your Wi-Fi");
  const typed = await page.getByLabel("Wi-Fi password").inputValue();
  if (typed !== "not-the-password") throw new Error("What was typed is gone.");
  await shot("wifi-again");
  await page.getByLabel("Wi-Fi password").fill("firstlight-wifi");
  await button("Connect the device").click();
  await heading("It is online");
  await page.getByLabel("What shall it be called?").fill("Bedroom");
  await button("Go to the device").click();
  await heading("Bedroom");
});

await path("a hidden network, after a reload in the middle", async () => {
  const { id } = await addDevice(`Bench ${Date.now()}`);
  const name = `Cellar ${Date.now() % 10_000}`;
  await ask("/networks", "POST", { ssid: name, password: "behind-the-door", security: "WPA2", hidden: true });
  await joinDevice(id);
  await page.getByRole("radio", { name: "Hidden or another network" }).click();
  await page.getByLabel("Network name").fill(name);
  await page.reload();
  await heading("Your Wi-Fi");
  if ((await page.getByLabel("Network name").inputValue()) !== name) throw new Error("The name is gone.");
  await shot("wifi-hidden");
  await page.getByLabel("Wi-Fi password").fill("behind-the-door");
  await button("Connect the device").click();
  await heading("It is online");
  await page.getByLabel("What shall it be called?").fill("Cellar");
  await button("Go to the device").click();
  await heading("Cellar");
  await ask(`/networks/${encodeURIComponent(name)}`, "DELETE");
});

await path("find it, rename it, look at the account, remove it", async () => {
  await page.getByRole("link", { name: "Devices", exact: true }).click();
  await page
    .getByRole("link", { name: /Living room/ })
    .first()
    .waitFor();
  await shot("devices");
  await page.getByLabel("Search devices").fill("no such thing");
  await heading("No device of that name");
  await shot("devices-none");
  await page.getByLabel("Search devices").fill("Bedroom");
  await page
    .getByRole("link", { name: /Bedroom/ })
    .first()
    .click();
  await heading("Bedroom");
  await button("Rename").click();
  await page.getByLabel("Name").fill("Guest room");
  await shot("rename");
  await button("Save").click();
  await heading("Guest room");
  await button("Remove").click();
  await page.getByRole("dialog").waitFor();
  await shot("remove");
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await page.waitForURL("**/app/devices");
  await page.getByRole("link", { name: "Account", exact: true }).click();
  await heading("Account");
  await shot("account");
});

await browser.close();
