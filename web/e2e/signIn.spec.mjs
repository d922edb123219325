export const name = "sign in: a wrong password says why, the right one leads on";

// The refusal itself is what this is about.
export const allowed = [/\/api\/v1\/sign-in/];

export async function run({ page, base, owner, expect, barriers, shot }) {
  await page.goto(`${base}/app/devices`);
  await expect.visible(page.getByRole("heading", { name: "Sign in" }));
  expect.match(page.url(), /\/sign-in\?to=/, "where the person wanted to go is kept");
  await shot(page, "empty");
  expect.equal(await barriers(page), [], "sign-in");

  await page.getByLabel("E-mail address").fill(owner.email);
  await page.getByRole("textbox", { name: "Password" }).fill("not this one");
  await page.keyboard.press("Enter");
  await expect.visible(page.getByRole("alert"));
  await shot(page, "refused");
  expect.equal(await barriers(page), [], "sign-in, refused");

  await page.getByRole("textbox", { name: "Password" }).fill(owner.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${base}/app/devices`);
}
