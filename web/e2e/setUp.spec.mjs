export const name = "the first owner: the link of the console leads a newcomer into the app";
export const hasOwner = false;

export async function run({ page, base, setUp, owner, expect, barriers, shot }) {
  expect.match(setUp, /\/set-up#/, "the cloud prints a link");
  await page.goto(setUp);
  await expect.visible(page.getByRole("heading", { name: "The first owner" }));
  expect.equal(await barriers(page), [], "set-up");
  await shot(page, "empty");
  await page.getByLabel("E-mail address").fill(owner.email);
  await page.getByLabel(/^Password/).fill(owner.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${base}/app/devices`);
  await expect.visible(page.getByText("No devices yet"));
  await shot(page, "app");

  await page.goto(setUp);
  await expect.visible(page.getByText("There is an owner already."));
  await page.getByRole("link", { name: "Sign in now" }).click();
  await page.waitForURL(`${base}/app/devices`);
}
