// What the app's scenarios share: a person at the phone, and a room with more devices than the example has.
import { expect } from "./harness/expect.mjs";

/** Asks the workbench. */
export async function ask(workbench, path, method = "GET", body = undefined) {
  const answer = await fetch(workbench + path, {
    method,
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

/** The access point of the room's only device once it is open. */
export const accessPoint = (workbench) =>
  expect.until(async () => (await ask(workbench, "/air")).accessPoints[0], "an access point is in the air");

/** Looks at a screen in light and in dark, and at what keeps people from using it. */
export async function lookAt({ page, shot, barriers }, name) {
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    await shot(page, `${name}-${colorScheme}`);
    expect.equal(await barriers(page), [], `${name}, ${colorScheme}`);
  }
}

export async function signIn({ page, base, owner }) {
  await page.goto(`${base}/app/devices`);
  await page.getByLabel("E-mail address").fill(owner.email);
  await page.getByRole("textbox", { name: "Password" }).fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${base}/app/devices`);
  await expect.visible(page.getByRole("heading", { name: "No devices yet" }));
}

export const addAddress = ({ base, workbench }) =>
  `${base}/app/add?workbench=${encodeURIComponent(workbench)}`;

/** Screens 1 and 2: from the light to the list of networks. */
export async function join({ page, workbench }, ssid) {
  const name = ssid ?? (await accessPoint(workbench)).ssid;
  await page.getByRole("button", { name: "It beats blue" }).click();
  await page.getByRole("button", { name: `Join ${name}` }).click();
  await expect.visible(page.getByRole("heading", { name: "Your Wi-Fi" }));
}

/** Screen 3. */
export async function choose(page, network, password) {
  await page.getByRole("radio", { name: new RegExp(`^${network},`) }).click();
  await page.getByLabel("Wi-Fi password").fill(password);
  await page.getByRole("button", { name: "Connect the device" }).click();
}

/** Screen 4: it is online and gets its name. */
export async function nameIt(page, name) {
  await expect.visible(page.getByRole("heading", { name: "It is online" }));
  await page.getByLabel("What shall it be called?").fill(name);
  await page.getByRole("button", { name: "Go to the device" }).click();
  await expect.visible(page.getByRole("heading", { name }));
}

/** Nobody answers at a device's real address here, and an access point that vanishes breaks its last answer. */
export const radioSilence = [/192\.168\.4\.1/, /\/air\/[^/]+\/(board_info|config)/];
