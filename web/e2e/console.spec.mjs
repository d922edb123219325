import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { furnish, signIn } from "./console.room.mjs";

export const name = "the console";
export const inSteps = true;
// It looks at both screens itself; what it counts is in a cloud without the example.
export const screens = ["desktop"];
export const example = false;
export const seconds = 120;
export const isCuttable = true;
export const profile = {
  serviceWorkers: "block",
  reducedMotion: "reduce",
  permissions: ["clipboard-read", "clipboard-write"],
};
// What the cloud refuses on purpose, and the wire that is cut, are in the browser's log, too.
export const allowed = [/Failed to load resource/];

const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };

function must(condition, message) {
  if (!condition) throw new Error(message);
}

export async function run(world) {
  const { cloud, owner } = world;
  const call = await signIn(cloud, owner.email, owner.password);
  const room = await furnish(cloud, call);
  try {
    await walkThrough(world, call, room);
  } finally {
    room.unplug();
  }
}

async function walkThrough({ page, owner, barriers, shot, step, wire }, call, room) {
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
  const audit = async (where, on = page) => {
    const found = await barriers(on);
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

  await step("signing in leads to the console that was asked for", async () => {
    await page.goto("/console");
    await field("E-mail address").fill(owner.email);
    await page.locator("input[type=password]").fill(owner.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await link("Devices").click();
    await row("Kitchen thermostat").waitFor();
  });

  const places = {
    overview: "/console",
    "devices-narrowed": `/console/devices?template=${room.thermostat}&status=Online&tail=abcd&order=Name`,
    devices: "/console/devices",
    "devices-none": "/console/devices?search=nothing+like+it",
    device: `/console/devices/${room.kitchen.id}`,
    values: `/console/devices/${room.kitchen.id}?tab=values`,
    history: `/console/devices/${room.kitchen.id}?tab=history`,
    events: `/console/devices/${room.kitchen.id}?tab=events`,
    "device-activations": `/console/devices/${room.kitchen.id}?tab=activations`,
    connect: `/console/devices/${room.kitchen.id}?tab=connect`,
    traffic: `/console/devices/${room.kitchen.id}?tab=traffic`,
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
    for (const [screen, viewport] of Object.entries(sizes))
      await step(`every page in ${scheme} on a ${screen} has no serious barrier and fits`, async () => {
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
          await shot(page, `${name}-${screen}-${scheme}`);
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
  await page.setViewportSize(sizes.desk);

  await step("the list is searched, filtered, ordered, given other columns and taken away", async () => {
    await open(places.devices);
    await page.getByText("64 devices", { exact: true }).waitFor();
    await page.getByRole("table", { name: "Devices" }).evaluate((table) => (table.scrollTop = 1e6));
    await page.locator('[role=row][aria-rowindex="65"]').getByRole("link").waitFor();
    await field("Search").focus();
    await page.keyboard.type("kitchen", { delay: 90 });
    await page.getByText("1 device", { exact: true }).waitFor();
    must(
      new URL(page.url()).searchParams.get("search") === "kitchen",
      "The search does not stand in the address.",
    );
    await page.goto("/console/devices?status=Online");
    await page.getByText("2 devices", { exact: true }).waitFor();
    await page.goto(`/console/devices?template=${room.thermostat}`);
    await page.getByText("3 devices", { exact: true }).waitFor();
    await button("Name ↕")
      .or(page.getByRole("button", { name: "Name" }))
      .first()
      .click();
    await page
      .getByRole("columnheader", { name: /^Name/ })
      .and(page.locator("[aria-sort=ascending]"))
      .waitFor();
    await button("Columns").click();
    await page.getByRole("menuitemcheckbox", { name: "Room" }).click();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.getByRole("columnheader", { name: "Room" }).waitFor();
    const file = page.waitForEvent("download");
    await link("Export").click();
    must((await file).suggestedFilename() === "devices.csv", "The list is no file.");
  });

  await step("a token's end finds its device, and no more of it leaves the page", async () => {
    await open(places.devices);
    const { token } = await call("POST", `/devices/${room.manual}/token`);
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await button("More filters").click();
    await field("Token ends with").fill(token);
    await page.getByText("1 device", { exact: true }).waitFor();
    await row("Workshop prototype").waitFor();
    must(!asked.some((url) => url.includes(token.slice(-5))), "More than the end was sent.");
    must(!page.url().includes(token.slice(-5)), "More than the end stands in the address.");
  });

  await step("a support person sees what the device says, and never its token", async () => {
    await open(places.traffic);
    await button("Watch").click();
    await page.getByText(/^Watching\./).waitFor();
    room.kitchen.write(0, "18.125");
    await page.getByText("V0 = 18.125").waitFor({ timeout: 4_000 });
    await audit("traffic");
    await shot(page, "traffic-open-desk-light");
    await button("Stop").click();
    await page.getByText("Not watching.").waitFor();
  });

  await step("a value of the device appears by itself, and one of ours reaches the device", async () => {
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

  await step("a broken stream is said, and heals by itself", async () => {
    await open(places.values);
    await row("Temperature").waitFor();
    await wait(600);
    wire.cut();
    await page.getByText(/Reconnecting …/).waitFor({ timeout: 6_000 });
    await audit("stale banner");
    await shot(page, "stale-desk-light");
    room.kitchen.write(0, "18.500");
    wire.mend();
    await row("Temperature").getByText("18.5 °C").waitFor({ timeout: 15_000 });
    await page.getByText(/Reconnecting …/).waitFor({ state: "hidden" });
  });

  await step("history is a chart, a table and a file", async () => {
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

  await step("events carry their words", async () => {
    await open(places.events);
    await page.getByText("Overheated").waitFor();
    await page.getByText("The case reached 71 °C").waitFor();
  });

  await step("a template is made by keyboard alone, and refusals stand beside their fields", async () => {
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
    await shot(page, "template-error-desk-light");
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
    await field("Greatest value").fill("");
    await page.keyboard.press("Enter");
    await dialog().waitFor({ state: "hidden" });
    await row("Brightness").getByText("0 to 10").waitFor({ state: "hidden" });
    await button("Edit Brightness").click();
    await dialog().getByLabel(/^Name/).fill("Glow");
    await page.keyboard.press("Enter");
    await row("Glow").waitFor();
    await button("Remove Glow").click();
    await dialog().getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText("No datastreams yet").waitFor();
    await button("Add an event").click();
    await dialog().getByLabel(/^Code/).fill("burnt_out");
    await dialog().getByLabel(/^Name/).fill("Burnt out");
    await page.keyboard.press("Enter");
    await row("Burnt out").getByText("Info").waitFor();
    await button("Add a field").click();
    await dialog().getByLabel(/^Name/).fill("Room");
    await page.keyboard.press("Enter");
    await row("Room").waitFor();
    await field("Offline after, in seconds").fill("99999999");
    await button("Save the wait").click();
    await page.getByText(/between zero and 30 days/).waitFor();
  });

  await step("a template in use is not deleted, and the way on is shown", async () => {
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
    await shot(page, "template-in-use-desk-light");
    await link("Show its devices").click();
    await page.getByText("3 devices", { exact: true }).waitFor();
  });

  let secret = "";
  await step("a device by hand shows its token once", async () => {
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
    await shot(page, "token-desk-light");
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

  await step("a device is renamed, described, revealed with a note, and deleted by its name", async () => {
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

  await step("a connected device is told to restart", async () => {
    await open(places.device);
    await button("Restart").click();
    await dialog().getByRole("button", { name: "Restart" }).click();
    await page.getByText("Kitchen thermostat has been told to restart.").waitFor();
  });

  await step("presence changes on the screen without reloading", async () => {
    await open(places.device);
    await page.getByText("Online", { exact: true }).waitFor();
    await wait(400);
    room.kitchen.unplug();
    // The template waits five seconds before it calls a device offline.
    await page.getByText("Offline", { exact: true }).waitFor({ timeout: 15_000 });
  });

  await step("activations say how many, how long and why not", async () => {
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

  await step("an attempt goes on live, and can be stopped", async () => {
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

  await step("the keyboard reaches the page at once and sees where it is", async () => {
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

  await step("on a phone the menu opens, leads on and folds away", async () => {
    await page.setViewportSize(sizes.phone);
    await open(places.devices);
    must(!(await link("Audit").isVisible()), "The menu is in the way.");
    await button("Open the menu").click();
    await audit("open menu");
    await shot(page, "menu-phone-light");
    await link("Audit").click();
    await page.getByRole("heading", { level: 1, name: "Audit" }).waitFor();
    must(!(await link("Templates").isVisible()), "The menu stayed open.");
    await page.setViewportSize(sizes.desk);
  });

  await step("signing out ends it", async () => {
    await open(places.account);
    await button("Sign out").click();
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    await page.goto(places.devices);
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  });
}
