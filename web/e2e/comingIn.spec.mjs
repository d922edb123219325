export const name = "coming in: sign-up, a new password by an administrator's link, passkeys";
export const inSteps = true;
export const seconds = 90;
export const profile = { reducedMotion: "reduce" };
// What the cloud refuses on purpose is in the browser's log, too.
export const allowed = [/Failed to load resource/];

const person = { name: "Nora", email: "nora@example.com", password: "a few words in a row" };
const better = "some other words in a row";

export async function run(world) {
  const { page, browser, screen, owner, expect, barriers, shot, step, openContext } = world;
  // Passkeys want a name: the same cloud by its name on this machine.
  const base = world.cloud.replace("127.0.0.1", "localhost");
  const admin = await openContext(browser, screen, { baseURL: base, serviceWorkers: "block" });
  const desk = await admin.context.newPage();
  const button = (on, name) => on.getByRole("button", { name, exact: true });
  const field = (on, name) => on.getByLabel(new RegExp(`^${name}( \\*)?$`)).first();
  const signIn = async (on, email, password) => {
    await on.goto(`${base}/sign-in`);
    await field(on, "E-mail address").fill(email);
    await on.locator("input[type=password]").fill(password);
    await on.keyboard.press("Enter");
    await on.waitForURL(`${base}/app/devices`);
  };

  await step("sign-up is offered only where the organisation allows it", async () => {
    await page.goto(`${base}/sign-up`);
    await expect.visible(page.getByText("accounts are made by an administrator"));
    await page.goto(`${base}/sign-in`);
    await expect.visible(page.getByRole("link", { name: "Forgot your password?" }));
    expect.equal(await page.getByRole("link", { name: "Create an account" }).count(), 0, "closed");

    await signIn(desk, owner.email, owner.password);
    await desk.goto(`${base}/console/settings`);
    await desk.getByRole("switch", { name: "People may make accounts themselves" }).click();
    await expect.until(() => desk.getByRole("switch").isChecked(), "the switch is on");
    expect.equal(await barriers(desk), [], "settings, organisation");
    await shot(desk, "settings-organisation");
  });

  await step("a stranger makes an account and sees an empty app", async () => {
    await page.goto(`${base}/sign-in`);
    await page.getByRole("link", { name: "Create an account" }).click();
    await shot(page, "sign-up");
    expect.equal(await barriers(page), [], "sign-up");
    await button(page, "Create the account").click();
    await expect.visible(page.getByText("What shall we call you?"));
    await field(page, "Name").fill(person.name);
    await field(page, "E-mail address").fill(person.email);
    await page.locator("input[type=password]").fill(person.password);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${base}/app/devices`);
  });

  await step("a passkey is added, renamed, and signs in without a password", async () => {
    const wire = await page.context().newCDPSession(page);
    await wire.send("WebAuthn.enable");
    await wire.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${base}/app/account`);
    await button(page, "Add a passkey").click();
    await field(page, "Name of the passkey").fill("My phone");
    await button(page, "Go on").click();
    await expect.visible(page.getByText("My phone"));
    await button(page, "Rename My phone").click();
    await field(page, "Name of the passkey").fill("Nora's phone");
    await button(page, "Save the name").click();
    await expect.visible(page.getByText("Nora's phone"));
    await shot(page, "account-passkeys");
    expect.equal(await barriers(page), [], "account with passkeys");

    // The address field offers it, and this authenticator says yes to everything: nothing needs to be pressed.
    await button(page, "Sign out").click();
    await page.waitForURL(/sign-in/);
    await page.waitForURL(`${base}/app/devices`);
    await page.goto(`${base}/app/account`);
    await expect.visible(page.getByText(/, last used/));

    await page.addInitScript(() => {
      const passkeys = window.PublicKeyCredential;
      if (passkeys) passkeys.isConditionalMediationAvailable = async () => false;
    });
    await page.reload();
    await button(page, "Sign out").click();
    await page.waitForURL(/sign-in/);
    await shot(page, "sign-in");
    await button(page, "Sign in with a passkey").click();
    await page.waitForURL(`${base}/app/devices`);
    await page.goto(`${base}/app/account`);
  });

  await step("a removed passkey lets nobody in", async () => {
    await button(page, "Remove Nora's phone").click();
    await button(page, "Remove the passkey").click();
    await expect.gone(page.getByText("Nora's phone"));
    await button(page, "Sign out").click();
    await page.waitForURL(/sign-in/);
    await button(page, "Sign in with a passkey").click();
    await expect.visible(page.getByText("This passkey is not known here"));
    await shot(page, "passkey-refused");
  });

  await step("who forgot the password gets a link from an administrator", async () => {
    await page.goto(`${base}/forgot-password`);
    await shot(page, "forgot");
    expect.equal(await barriers(page), [], "forgot password");
    await field(page, "E-mail address").fill(person.email);
    await page.keyboard.press("Enter");
    await expect.visible(page.getByText("an administrator sees your request"));

    await desk.goto(`${base}/console/settings?tab=people`);
    await button(desk, `Make a link for ${person.name}`).click();
    await button(desk, "Make the link").click();
    const link = await desk.getByRole("group", { name: `Link for ${person.name}` }).innerText();
    await shot(desk, "reset-link");
    await desk.getByRole("button", { name: "Close" }).click();
    expect.equal(await barriers(desk), [], "settings, people");
    await shot(desk, "settings-people");

    await page.goto(link);
    await expect.visible(page.getByRole("heading", { name: "Choose a new password" }));
    await expect.until(() => !page.url().includes("#"), "the secret is out of the address bar");
    await shot(page, "reset");
    expect.equal(await barriers(page), [], "reset");
    await page.locator("input[type=password]").fill(better);
    await page.keyboard.press("Enter");
    await expect.visible(page.getByRole("heading", { name: "Done" }));
    await page.goto("about:blank");
    await page.goto(link);
    await page.locator("input[type=password]").fill("third time lucky");
    await page.keyboard.press("Enter");
    await expect.visible(page.getByRole("heading", { name: "This link does not work" }));
    await signIn(page, person.email, better);
  });

  await step("a suspended person is out and hears why", async () => {
    await desk.goto(`${base}/console/settings?tab=people`);
    await button(desk, `Manage ${person.name}`).click();
    await shot(desk, "person");
    expect.equal(await barriers(desk), [], "person");
    await button(desk, "Suspend").click();
    await expect.visible(desk.getByText("Suspended"));
    await page.goto(`${base}/sign-in`);
    await field(page, "E-mail address").fill(person.email);
    await page.locator("input[type=password]").fill(better);
    await page.keyboard.press("Enter");
    await expect.visible(page.getByText("This account is suspended."));
  });

  await step("the other settings are readable in light and dark", async () => {
    for (const colorScheme of ["light", "dark"]) {
      await desk.emulateMedia({ colorScheme });
      for (const tab of ["organisation", "people", "addresses", "mail"]) {
        await desk.goto(`${base}/console/settings?tab=${tab}`);
        await expect.visible(desk.getByRole("tabpanel"));
        await expect.gone(desk.getByText(/^Reading .*…$/));
        await shot(desk, `settings-${tab}-${colorScheme}`);
        expect.equal(await barriers(desk), [], `settings, ${tab}, ${colorScheme}`);
      }
      await page.emulateMedia({ colorScheme });
      await page.goto(`${base}/sign-in`);
      await shot(page, `sign-in-${colorScheme}`);
      expect.equal(await barriers(page), [], `sign-in, ${colorScheme}`);
    }
  });

  await step("without a name the account page says what passkeys need", async () => {
    await desk.goto(`${world.cloud}/sign-in`);
    await field(desk, "E-mail address").fill(owner.email);
    await desk.locator("input[type=password]").fill(owner.password);
    await desk.keyboard.press("Enter");
    await desk.waitForURL(`${world.cloud}/app/devices`);
    await desk.goto(`${world.cloud}/console/account`);
    await expect.visible(desk.getByText("Passkeys need a name"));
    await shot(desk, "account-no-passkeys");
  });
  await admin.context.close();
}
