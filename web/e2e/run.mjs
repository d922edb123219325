// Plays every scenario of this folder in Chromium against the real cloud and workbench; last line: N passed, N failed.
//   node web/e2e/run.mjs [--screenshots FOLDER] [NAME ...]
// A scenario is a file *.spec.mjs that exports `name`, `run(world)` and, if it wants, `screens`, `seconds` and
// `allowed` (patterns of browser complaints that belong to it). It runs once for each screen, each time in a world of its own.
import { mkdir, mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { barriers, launch, openContext, screens, shooter } from "./harness/browser.mjs";
import { expect } from "./harness/expect.mjs";
import { missing, owner, startServers } from "./harness/servers.mjs";

const secondsPerScenario = 60;

const { values, positionals } = parseArgs({
  options: { screenshots: { type: "string" } },
  allowPositionals: true,
});
const absent = missing();
if (absent) {
  console.error(absent);
  process.exit(2);
}
const pictures = values.screenshots ?? (await mkdtemp(path.join(tmpdir(), "firstlight-screens-")));
await mkdir(pictures, { recursive: true });

const folder = fileURLToPath(new URL(".", import.meta.url));
const files = (await readdir(folder)).filter((file) => file.endsWith(".spec.mjs")).sort();
const wanted = files.filter(
  (file) => positionals.length === 0 || positionals.some((name) => file.startsWith(`${name}.`)),
);

const browser = await launch();
let servers;
let passed = 0;
let failed = 0;
const leave = async () => {
  await browser.close();
  await servers?.end();
};
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => void leave().finally(() => process.exit(130)));

async function play(scenario, screen, prefix) {
  servers = await startServers();
  const { context, complaints } = await openContext(browser, screen);
  const shot = shooter(pictures, prefix);
  const page = await context.newPage();
  const seconds = scenario.seconds ?? secondsPerScenario;
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${seconds} s.`)), seconds * 1000);
  });
  try {
    const world = { ...servers, owner, browser, context, page, screen, expect, barriers, shot, openContext };
    await Promise.race([scenario.run(world), tooLong]);
    const unasked = complaints.filter((text) => !scenario.allowed?.some((pattern) => pattern.test(text)));
    expect.equal(unasked, [], "The browser complained.");
  } catch (error) {
    await shot(page, "failure").catch(() => {});
    if (complaints.length > 0) error.message += `\nThe browser said:\n  ${complaints.join("\n  ")}`;
    throw error;
  } finally {
    clearTimeout(timer);
    await context.close();
    await servers.end();
    servers = undefined;
  }
}

for (const file of wanted) {
  const scenario = await import(path.join(folder, file));
  for (const screen of scenario.screens ?? Object.keys(screens)) {
    const started = Date.now();
    const what = `${scenario.name} (${screen})`;
    try {
      await play(scenario, screen, `${file.replace(".spec.mjs", "")}-${screen}`);
      passed++;
      console.log(`PASS  ${what}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
    } catch (error) {
      failed++;
      console.log(`FAIL  ${what}\n${error.stack}`);
    }
  }
}

await leave();
console.log(`Screenshots are in ${pictures}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
