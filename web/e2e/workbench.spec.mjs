export const name = "the workbench: plug, button, serial log, network, another device";
export const seconds = 90;

export async function run({ page, workbench, expect, barriers, shot }) {
  await page.goto(workbench);
  const device = page.getByRole("article", { name: "Thermostat" });
  const state = device.getByRole("status", { name: "State of Thermostat" });
  const becomes = (words) =>
    expect.until(async () => (await state.textContent()) === words, `it says "${words}"`);
  await becomes("Waiting to be set up");
  await expect.visible(device.getByRole("img", { name: "Plug in. Light: waiting for a phone." }));
  await expect.visible(device.getByRole("link", { name: "Set it up in the app" }));
  await expect.visible(page.getByText("Live", { exact: true }));
  await shot(page, "room");
  expect.equal(await barriers(page), [], "the room");

  await device.getByRole("button", { name: "Hide the serial log" }).click();
  await expect.gone(device.getByRole("log"));
  await device.getByRole("button", { name: "Show the serial log" }).click();
  await expect.visible(device.getByRole("log").getByText("access point", { exact: false }));
  await device.getByRole("switch", { name: "Power plug" }).click({ force: true });
  await becomes("No power");
  await expect.visible(device.getByRole("log").getByText("(no power)"));
  await expect.visible(device.getByRole("img", { name: "Plug pulled. Light: off." }));
  await shot(page, "no-power");
  await device.getByRole("switch", { name: "Power plug" }).click({ force: true });
  await becomes("Waiting to be set up");

  const button = device.getByRole("button", { name: /^Hold to reset|^Held/ });
  await button.hover();
  await page.mouse.down();
  await expect.visible(device.getByRole("img", { name: "Plug in. Light: button held." }));
  await expect.visible(device.getByText("The light answers", { exact: false }));
  await shot(page, "held");
  await page.mouse.up();
  await expect.visible(device.getByRole("img", { name: "Plug in. Light: waiting for a phone." }));
  await expect.visible(device.getByRole("button", { name: "Hold to reset" }));

  // With keys alone: the button is held as long as the key is.
  await button.focus();
  await page.keyboard.down(" ");
  await expect.visible(device.getByRole("button", { name: /^Held/ }));
  await page.keyboard.up(" ");
  await expect.visible(device.getByRole("button", { name: "Hold to reset" }));

  const home = page.getByRole("article", { name: "Home" });
  await home.getByRole("switch", { name: "Router switched on" }).click({ force: true });
  await expect.visible(home.getByRole("img", { name: "Switched off" }));
  await home.getByRole("button", { name: "Change the password" }).click();
  await page.getByRole("textbox", { name: "New password" }).fill("short");
  await page.getByRole("button", { name: "Change it" }).click();
  await expect.visible(page.getByText("A password has at least 8 characters."));
  await shot(page, "password-refused");
  expect.equal(await barriers(page), [], "the password dialog");
  await page.getByRole("textbox", { name: "New password" }).fill("longer than eight");
  await page.getByRole("button", { name: "Change it" }).click();
  await expect.gone(page.getByRole("dialog"));

  await page.getByRole("button", { name: "Add a device" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Second one");
  await shot(page, "add-device");
  await page.getByRole("button", { name: "Put it on the bench" }).click();
  await expect.visible(page.getByRole("article", { name: "Second one" }));
  await page.getByRole("button", { name: "Remove Second one" }).click();
  await page.getByRole("button", { name: "Take it away" }).click();
  await expect.gone(page.getByRole("article", { name: "Second one" }));
}

export const allowed = [/\/networks\/Home/];
