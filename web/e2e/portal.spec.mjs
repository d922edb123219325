import { accessPoint, addAddress, ask, nameIt, signIn } from "./app.room.mjs";

export const name = "the device's own page";
export const seconds = 90;
export const inSteps = true;
export const screens = ["phone"];
// The access point vanishes while the page still asks it, as it should.
export const allowed = [/192\.168\.4\.1/, /\/air\/[^/]+\//, /400 \(Bad Request\)/];

const widths = [320, 390];

/** What the room's only device is, in the words of the workbench. */
const isRunning = async (workbench) => (await ask(workbench, "/devices")).at(0).state === "running";

const reset = async ({ workbench, expect }) => {
  await ask(workbench, "/devices/dev-1/button", "POST", { heldSeconds: 11 });
  await expect.until(async () => (await ask(workbench, "/air")).accessPoints.length > 0, "it can be set up");
};

/** Opens the wizard at the code; the page stays open and watches. */
async function readCode({ page, expect }, world) {
  await page.goto(addAddress(world));
  const ready = page.getByRole("button", { name: "It beats blue" });
  const way = page.getByRole("button", { name: "Set up on the device's own page instead" });
  // An attempt that was left is taken up where it was.
  await expect.visible(ready.or(way));
  if (await ready.isVisible()) await ready.click();
  await way.click();
  const code = page.getByRole("img", { name: /^Code / });
  await expect.visible(code);
  return (await code.textContent()).trim();
}

export async function run(world) {
  const { page, workbench, browser, step, expect, shot, barriers } = world;

  const open = async (options, walk) => {
    const context = await browser.newContext({ locale: "en-GB", ...options });
    context.setDefaultTimeout(30_000);
    try {
      const own = await context.newPage();
      await own.goto((await accessPoint(workbench)).url);
      await walk(own);
    } finally {
      await context.close();
    }
  };
  const fits = async (own, what) =>
    expect.ok(
      await own.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      `${what} needs no scrolling to the side`,
    );
  const fill = async (own, code, password = "firstlight-wifi") => {
    await own.getByRole("radio", { name: /^Home/ }).check();
    await own.getByLabel("Wi-Fi password").fill(password);
    await own.getByLabel("Code from the app").fill(code);
    await own.getByRole("button", { name: "Connect the device" }).click();
  };

  await step("the app shows the code", async () => {
    await signIn(world);
    expect.match(await readCode(world, world), /^[0-9A-Z]{4}-[0-9A-Z]{4}$/, "a code");
    await page.waitForTimeout(400);
    for (const colorScheme of ["dark", "light"]) {
      await page.emulateMedia({ colorScheme });
      await shot(page, `code-${colorScheme}`);
    }
    expect.equal(await barriers(page), [], "the code can be used by everybody");
  });

  for (const width of widths)
    for (const colorScheme of ["light", "dark"])
      await step(`it fits ${width} pixels, ${colorScheme}`, async () => {
        await open({ viewport: { width, height: 700 }, colorScheme }, async (own) => {
          await expect.visible(own.getByRole("radio", { name: /^Home.*needs a password.*signal 4 of 4/ }));
          await fits(own, "the form");
          expect.equal(await barriers(own), [], "the form");
          await shot(own, `form-${width}-${colorScheme}`);
          await own.getByText("Cloud and fixed address").click();
          await own.getByRole("radio", { name: /^Another network/ }).check();
          await own.getByLabel("Name of another network").fill("An attic with a long long name !");
          await own.getByRole("button", { name: "Show" }).click();
          await fits(own, "the whole form");
          await shot(own, `form-open-${width}-${colorScheme}`);
          await own.getByRole("link", { name: "Look again" }).click();
          await expect.visible(own.getByRole("link", { name: "Look again" }));
          expect.ok(
            await own.getByRole("radio", { name: /^Another network/ }).isChecked(),
            "what was chosen stays",
          );
          await own.getByLabel("Code from the app").fill("nonsense, and more");
          await own.getByRole("button", { name: "Connect the device" }).click();
          await expect.visible(own.getByText("That is no code."));
          expect.ok(
            (await own.getByLabel("Name of another network").inputValue()) !== "",
            "what was typed stays",
          );
          await fits(own, "the refusal");
          await shot(own, `refused-${width}-${colorScheme}`);
        });
      });

  await step("with a code it goes online, and the app says so", async () => {
    const code = await readCode(world, world);
    await open({ viewport: { width: 390, height: 844 } }, async (own) => {
      await fill(own, ` ${code.toLowerCase().replace("-", " ")}`);
      await expect.visible(own.getByRole("heading", { name: "The device has your settings" }));
      await shot(own, "sent-390");
      expect.equal(await barriers(own), [], "the answer");
      await expect.visible(own.getByText("Its Wi-Fi has closed, as it should."));
    });
    await nameIt(page, "By code");
    expect.ok(await isRunning(workbench), "the device runs");
  });

  await step("without scripts it goes online as well", async () => {
    await reset(world);
    const code = await readCode(world, world);
    await open({ viewport: { width: 320, height: 700 }, javaScriptEnabled: false }, async (own) => {
      await shot(own, "form-320-without-scripts");
      await own.getByRole("link", { name: "Look again" }).click();
      await fill(own, "no code at all");
      await expect.visible(own.getByText("That is no code."));
      await fill(own, code);
      await expect.visible(own.getByRole("heading", { name: "The device has your settings" }));
      expect.ok(!own.url().includes("pass"), "no secret in the address");
      await shot(own, "sent-320-without-scripts");
    });
    await nameIt(page, "Without scripts");
  });

  await step(
    "a mistyped code brings the page back with its reason, and the right one still works",
    async () => {
      await reset(world);
      const code = await readCode(world, world);
      await open({ viewport: { width: 320, height: 700 } }, async (own) => {
        await fill(own, "0000-0000");
        await page.getByRole("button", { name: "I have typed it" }).click();
        await expect.visible(page.getByRole("heading", { name: "Watching it come online" }));
        await expect.visible(own.getByText("The cloud did not accept the code."), 60_000);
        await shot(own, "mistyped-320");
        expect.equal(
          await own.getByLabel("Wi-Fi password").inputValue(),
          "firstlight-wifi",
          "what was typed stays",
        );
        await own.getByLabel("Code from the app").fill(code);
        await own.getByRole("button", { name: "Connect the device" }).click();
        await expect.visible(own.getByRole("heading", { name: "The device has your settings" }));
      });
      await nameIt(page, "At the second try");
    },
  );

  await step(
    "what is handed over behind the fragment sign is filled in and gone from the address",
    async () => {
      await reset(world);
      const { url } = await accessPoint(workbench);
      await open({ viewport: { width: 390, height: 844 } }, async (own) => {
        const asked = [];
        own.on("request", (request) => asked.push(request.url()));
        await own.goto(`about:blank`);
        await own.goto(
          `${url}/#ssid=Home&pass=firstlight-wifi&blynk=${"t".repeat(32)}&host=127.0.0.1&port=1`,
        );
        await expect.visible(own.getByText("The app has handed over its key."));
        expect.ok(await own.getByRole("radio", { name: /^Home/ }).isChecked(), "the network is chosen");
        expect.equal(await own.evaluate(() => location.hash + location.search), "", "the address is clean");
        expect.ok(!asked.some((address) => address.includes("tttt")), "nothing was sent");
        await shot(own, "handed-390");
      });
    },
  );
}
