import { accessPoint, addAddress, join, lookAt, nameIt, radioSilence, signIn } from "./app.room.mjs";

export const name = "the app: the wizard loses the internet on every screen, is loaded again, and resumes";
export const screens = ["phone"];
export const seconds = 120;
export const allowed = [...radioSilence, /\/api\/v1\//];

export async function run(world) {
  const { page, base, workbench, expect } = world;
  await signIn(world);
  const cut = () => page.route(`${base}/api/**`, (route) => route.abort("internetdisconnected"));
  // Nobody is at the device's real address here, whatever the network in between says.
  await page.route("http://192.168.4.1/**", (route) => route.abort("addressunreachable"));
  const heal = () => page.unroute(`${base}/api/**`);
  const reload = async (heading) => {
    await page.reload();
    await expect.visible(page.getByRole("heading", { name: heading }));
  };

  // Before the key was fetched: it says so, and goes on by itself.
  await page.goto(addAddress(world));
  await cut();
  await reload("What does your device's light do?");
  await page.getByRole("button", { name: "It beats blue" }).click();
  await expect.visible(page.getByText("Your phone has no internet right now."));
  await lookAt(world, "no-key");
  await heal();
  const { ssid } = await accessPoint(workbench);
  await expect.visible(page.getByRole("button", { name: `Join ${ssid}` }));

  // From here on the phone is beside the device.
  await cut();
  await reload("Join its Wi-Fi");
  await page.getByRole("button", { name: "I have joined" }).click();
  await expect.visible(page.getByText("The device does not answer."));
  await lookAt(world, "not-joined");
  await page.getByRole("button", { name: `Join ${ssid}` }).click();
  await expect.visible(page.getByRole("heading", { name: "Your Wi-Fi" }));
  await page.getByRole("radio", { name: /^Home,/ }).click();
  await page.getByLabel("Remember for the next device").check();
  await page.getByLabel("Wi-Fi password").fill("firstlight-wifi");
  await reload("Your Wi-Fi");
  expect.equal(
    await page.getByLabel("Wi-Fi password").inputValue(),
    "firstlight-wifi",
    "it was to be remembered",
  );
  await page.getByRole("button", { name: "Connect the device" }).click();
  await expect.visible(page.getByText("The device goes on by itself.", { exact: false }));
  await lookAt(world, "watching-offline");
  await reload("Watching it come online");
  await heal();
  await nameIt(page, "Attic");
}
