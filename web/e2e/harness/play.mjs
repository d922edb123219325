// One scenario on one screen: gives it a world, keeps the score, and a picture of every failure.
import { barriers, openContext, shooter } from "./browser.mjs";
import { expect } from "./expect.mjs";
import { owner, startServers } from "./servers.mjs";
import { openWire } from "./wire.mjs";

const usualSeconds = 60;

/** A cloud and a room of its own; with `isCuttable` the browser reaches the cloud by a wire that can be cut. */
export async function openWorld(scenario) {
  const servers = await startServers({
    example: scenario.example !== false,
    hasOwner: scenario.hasOwner !== false,
  });
  const wire = scenario.isCuttable ? await openWire(servers.cloud) : null;
  return {
    base: wire?.address ?? servers.cloud,
    cloud: servers.cloud,
    setUp: servers.setUp,
    workbench: servers.workbench,
    wire,
    async end() {
      wire?.end();
      await servers.end();
    },
  };
}

export async function play({ scenario, screen, world, browser, pictures, prefix, score }) {
  const { context, complaints } = await openContext(browser, screen, {
    baseURL: world.base,
    ...scenario.profile,
  });
  const page = await context.newPage();
  const shot = shooter(pictures, prefix);
  const seconds = scenario.seconds ?? usualSeconds;
  let steps = 0;

  const count = async (what, walk) => {
    const started = Date.now();
    try {
      await within(seconds, walk());
      const unasked = complaints.filter((text) => !scenario.allowed?.some((pattern) => pattern.test(text)));
      expect.equal(unasked, [], "The browser complained.");
      score.passed++;
      console.log(`PASS  ${what} (${screen}), ${((Date.now() - started) / 1000).toFixed(1)} s`);
    } catch (error) {
      score.failed++;
      await shot(page, `failure-${score.failed}`).catch(() => {});
      const heard = complaints.map((text) => `\n  the browser: ${text}`).join("");
      console.log(`FAIL  ${what} (${screen})\n${error.stack}${heard}`);
    } finally {
      complaints.length = 0;
    }
  };
  const step = (name, walk) => {
    steps++;
    return count(`${scenario.name}: ${name}`, walk);
  };

  const tools = { owner, browser, context, page, screen, expect, barriers, shot, step, openContext };
  try {
    const walk = () => scenario.run({ ...world, ...tools });
    // A scenario that counts its parts is not counted again as a whole, unless it breaks between them.
    if (scenario.inSteps) await walk();
    else await count(scenario.name, walk);
  } catch (error) {
    await count(scenario.name, () => Promise.reject(error));
  } finally {
    await context.close();
  }
  if (scenario.inSteps && steps === 0)
    await count(scenario.name, () => Promise.reject(new Error("It had no steps.")));
}

async function within(seconds, work) {
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${seconds} s.`)), seconds * 1000);
  });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
