// Plays every scenario of this folder in Chromium against the real cloud and workbench; last line: N passed, N failed.
//   node web/e2e/run.mjs [--screenshots FOLDER] [NAME ...]
// A scenario is a file *.spec.mjs that exports `name` and `run(world)`; it runs once for each screen, each time in a world of
// its own. It may export `screens`, `seconds` (a limit), `allowed` (patterns of browser complaints that belong to it), `profile`
// (the browser's), `example` (false: an empty cloud), `hasOwner` (false:
// nobody is in it yet), `isCuttable` (a `wire` to the cloud), and `inSteps`: then it tells its
// parts by `step(name, walk)`, each counts, and a later one runs though an earlier one failed.
import { mkdir, mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch, screens } from "./harness/browser.mjs";
import { openWorld, play } from "./harness/play.mjs";
import { missing } from "./harness/servers.mjs";

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
let world;
const leave = async () => {
  await browser.close();
  await world?.end();
};
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => void leave().finally(() => process.exit(130)));

const score = { passed: 0, failed: 0 };
for (const file of wanted) {
  const scenario = await import(path.join(folder, file));
  for (const screen of scenario.screens ?? Object.keys(screens)) {
    const prefix = `${file.replace(".spec.mjs", "")}-${screen}`;
    world = await openWorld(scenario);
    await play({ scenario, screen, world, browser, pictures, prefix, score });
    await world.end();
    world = undefined;
  }
}

await leave();
console.log(`Screenshots are in ${pictures}`);
console.log(`${score.passed} passed, ${score.failed} failed`);
process.exitCode = score.failed > 0 || score.passed === 0 ? 1 : 0;
