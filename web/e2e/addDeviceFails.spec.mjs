import { addAddress, ask, choose, join, lookAt, nameIt, radioSilence, signIn } from "./app.room.mjs";

export const name =
  "the app: a wrong password gives its reason, trying again works; then another network, then removed";
export const screens = ["phone"];
export const seconds = 120;
export const allowed = radioSilence;

export async function run(world) {
  const { page, workbench, expect } = world;
  await signIn(world);
  await page.goto(addAddress(world));
  await join(world);
  await choose(page, "Home", "short");
  await expect.visible(page.getByText("A Wi-Fi password has at least 8 characters."));
  await choose(page, "Home", "not-the-password");
  // The device shows its error for ten seconds before it opens its access point again.
  await expect.visible(page.getByRole("heading", { name: "It did not get online" }), 40_000);
  await expect.visible(page.getByText("The Wi-Fi network did not accept the password."));
  await lookAt(world, "failed");

  await page.getByRole("button", { name: "Try again" }).click();
  await expect.visible(page.getByRole("heading", { name: "Your Wi-Fi" }));
  expect.equal(
    await page.getByLabel("Wi-Fi password").inputValue(),
    "not-the-password",
    "what was typed is kept",
  );
  await lookAt(world, "again");
  await choose(page, "Home", "firstlight-wifi");
  await nameIt(page, "Cellar");

  // Another network, which says its name to nobody; the device keeps its id.
  const address = new URL(page.url()).pathname;
  await ask(workbench, "/networks", "POST", { ssid: "Behind", password: "the-other-door", hidden: true });
  await ask(workbench, "/devices/dev-1/button", "POST", { heldSeconds: 11 });
  await page.getByRole("link", { name: "Change Wi-Fi" }).click();
  await expect.visible(page.getByText("Hold the device's button for 10 seconds", { exact: false }));
  await page.goto(`${page.url()}&workbench=${encodeURIComponent(workbench)}`);
  await join(world);
  await page.getByRole("radio", { name: "Hidden or another network" }).click();
  await page.getByLabel("Network name").fill("Behind");
  await page.getByLabel("Wi-Fi password").fill("the-other-door");
  await page.getByRole("button", { name: "Connect the device" }).click();
  await nameIt(page, "Cellar");
  expect.equal(new URL(page.url()).pathname, address, "it is the same device");

  await page.getByRole("button", { name: "Remove" }).click();
  await expect.visible(page.getByRole("dialog"));
  await lookAt(world, "remove");
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect.visible(page.getByRole("heading", { name: "No devices yet" }));
  await expect.until(
    async () => (await ask(workbench, "/air")).accessPoints.length === 1,
    "the unit opens its access point again",
    60_000,
  );
}
