// Plays every scenario of this folder in Chromium against the real cloud and workbench; last line: N passed, N failed.
//   node web/e2e/run.mjs [--screenshots FOLDER] [NAME ...]
// A scenario is a file *.spec.mjs that exports `name`, `run(world)` and, if it wants, `screens`, `seconds` and
// `allowed` (patterns of browser complaints that belong to it). It runs once for each screen, each time in a world of its own.
// With `inSteps` it tells its parts by `step(name, walk)`: each part counts, and a later one runs though an earlier one failed.
import { mkdir, mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch, screens } from "./harness/browser.mjs";
import { play } from "./harness/play.mjs";
import { missing, startServers } from "./harness/servers.mjs";

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
const leave = async () => {
  await browser.close();
  await servers?.end();
};
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => void leave().finally(() => process.exit(130)));

const score = { passed: 0, failed: 0 };
for (const file of wanted) {
  const scenario = await import(path.join(folder, file));
  for (const screen of scenario.screens ?? Object.keys(screens)) {
    const prefix = `${file.replace(".spec.mjs", "")}-${screen}`;
    servers = await startServers();
    await play({ scenario, screen, servers, browser, pictures, prefix, score });
    await servers.end();
    servers = undefined;
  }
}

await leave();
console.log(`Screenshots are in ${pictures}`);
console.log(`${score.passed} passed, ${score.failed} failed`);
process.exitCode = score.failed > 0 || score.passed === 0 ? 1 : 0;
