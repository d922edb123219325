export const name = "every page in light and dark: no complaints of the browser, no barriers";

// Whatever these pages show of an account with one device, they show it without a word on the browser's console.
const pages = ["/app/devices", "/app/add", "/app/account", "/workbench"];

export async function run({ browser, base, workbench, owner, screen, expect, barriers, shot, openContext }) {
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    const { context, complaints } = await openContext(browser, screen, { colorScheme });
    const answer = await context.request.post(`${base}/api/v1/sign-in?useCookie=true`, {
      data: owner,
      headers: { "X-Firstlight": "1" },
    });
    expect.ok(answer.ok(), "the owner can sign in");
    const page = await context.newPage();
    for (const path of pages) {
      const query = path === "/workbench" ? `?workbench=${encodeURIComponent(workbench)}` : "";
      await page.goto(base + path + query, { waitUntil: "load" });
      await expect.visible(page.locator("main, [role=main]"));
      await expect.visible(page.getByRole("heading"));
      await shot(page, `${path.slice(1).replaceAll("/", "-")}-${colorScheme}`);
      for (const barrier of await barriers(page)) found.push(`${path} (${colorScheme}): ${barrier}`);
    }
    found.push(...complaints);
    await context.close();
  }
  expect.equal(found, []);
}
