import { addAddress, ask, choose, join, lookAt, nameIt, radioSilence, signIn } from "./app.room.mjs";

export const name = "the app: a device is added, named, read and set";
export const seconds = 120;
export const allowed = radioSilence;

export async function run(world) {
  const { page, workbench, expect } = world;
  await signIn(world);
  await lookAt(world, "no-devices");

  await page.goto(addAddress(world));
  await expect.visible(page.getByRole("heading", { name: "What does your device's light do?" }));
  await page.getByRole("button", { name: "It does something else" }).click();
  await lookAt(world, "1-light");
  await page.getByRole("button", { name: "It beats blue" }).click();
  await expect.visible(page.getByText("Blynk Thermostat-XXXX"));
  await expect.visible(page.getByRole("button", { name: /^Join Blynk Thermostat-/ }));
  await lookAt(world, "2-join");
  await page.getByRole("button", { name: "Back" }).click();
  await join(world);

  await expect.visible(page.getByRole("radio", { name: /^Home, strong signal, with password/ }));
  await page.getByRole("button", { name: "Connect the device" }).click();
  await expect.visible(page.getByText("Choose a network or type its name."));
  await page.getByRole("button", { name: "Advanced" }).click();
  await page.getByRole("switch", { name: "Give the device a fixed address" }).press("Space");
  await lookAt(world, "3-wifi-problems");
  await page.getByRole("switch", { name: "Give the device a fixed address" }).press("Space");
  await page.getByRole("button", { name: "Advanced" }).click();
  await page.getByLabel("Remember for the next device").check();
  await choose(page, "Home", "firstlight-wifi");
  await expect.visible(page.getByRole("heading", { name: "Watching it come online" }));
  await world.shot(page, "4-watch");
  await expect.visible(page.getByRole("heading", { name: "It is online" }));
  await lookAt(world, "4-online");
  await nameIt(page, "Living room");

  await expect.visible(page.getByText("Temperature", { exact: true }));
  await page.getByRole("slider", { name: "Set Temperature" }).press("ArrowRight");
  await expect.visible(page.getByText("Delivered"));
  const log = () => ask(workbench, "/devices/dev-1/log");
  await expect.until(
    async () =>
      (await log()).lines.length > 0 && (await ask(workbench, "/devices")).at(0).state === "running",
    "the device runs",
  );
  await page.getByRole("button", { name: "History" }).first().click();
  await expect.visible(page.getByRole("img", { name: /^Temperature: from/ }));
  await lookAt(world, "device");

  await page.getByRole("link", { name: "Devices", exact: true }).click();
  await expect.visible(page.getByRole("link", { name: /Living room.*Online/ }));
  await lookAt(world, "devices");
  await page.getByLabel("Search devices").fill("no such thing");
  await expect.visible(page.getByRole("heading", { name: "No device of that name" }));
  await page.getByLabel("Search devices").fill("liv");
  await page.getByRole("link", { name: /Living room/ }).click();

  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Guest room");
  await lookAt(world, "rename");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.visible(page.getByRole("heading", { name: "Guest room" }));

  await page.getByRole("link", { name: "Account", exact: true }).click();
  await expect.visible(page.getByText("Remembered Wi-Fi"));
  await lookAt(world, "account");
  await page.getByRole("button", { name: "Forget it" }).click();
  await expect.gone(page.getByText("Remembered Wi-Fi"));
}
