// Debian's Chromium, and the two screens everything must fit.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Nothing outside this machine is asked: a device's own address answers as it does when no phone is in its access point.
  "--no-proxy-server",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];
// A busy machine is slow, not wrong.
const patience = 30_000;

export const screens = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 800 } },
};

export const launch = () => chromium.launch({ executablePath, args: quiet });

/** A fresh browser profile. What its pages complain about is kept in `complaints`. */
export async function openContext(browser, screen, options = {}) {
  const context = await browser.newContext({ ...screens[screen], locale: "en-GB", ...options });
  context.setDefaultTimeout(patience);
  const complaints = [];
  context.on("console", (message) => {
    // Being asked "who is signed in?" by a stranger is answered 401; the browser prints that by itself.
    const isAskedWho = message.location().url.endsWith("/api/v1/me") && message.text().includes("401");
    if (message.type() === "error" && !isAskedWho)
      complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  return { context, complaints };
}

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What keeps people from using the page: axe-core's serious and critical findings, one line each. */
export async function barriers(page) {
  // Through the debugger: the page's own policy lets no foreign script in.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ["violations"] }),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** Saves a picture once what moves in on a page has arrived. */
export const shooter = (folder, prefix) => async (page, name) => {
  await page.waitForTimeout(250);
  await page.screenshot({ path: path.join(folder, `${prefix}-${name}.png`), fullPage: true });
};
