// The real cloud and the real workbench, as processes of their own on free ports and in folders that are gone afterwards.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./expect.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const pages = path.join(root, "web/dist");
const program = (room) =>
  path.join(root, `src/Firstlight.${room}/bin/Release/net10.0/Firstlight.${room}.dll`);
const readyWithin = 60_000;
const stopWithin = 10_000;

export const owner = { email: "owner@example.com", password: "correct horse battery" };

/** What must be built before; a sentence, or null. */
export function missing() {
  for (const file of [program("Cloud"), program("Workbench"), path.join(pages, "index.html")])
    if (!existsSync(file)) return `${path.relative(root, file)} is not built. ./test builds everything.`;
  return null;
}

/** Starts both; `end` stops them and throws their data away. */
export async function startServers({ example, hasOwner = true }) {
  const folder = await mkdtemp(path.join(tmpdir(), "firstlight-e2e-"));
  const children = [];
  const end = async () => {
    for (const child of children.reverse()) await child.end();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const data = path.join(folder, "data");
    const cloud = start(
      "Cloud",
      path.join(folder, "cloud.ready"),
      [
        ...["--data", data, "--port", "0", "--tls-port", "0", "--web", pages],
        ...(example ? ["--example"] : []),
      ],
      hasOwner,
    );
    children.push(cloud);
    const address = await cloud.address();
    const tlsPort = new URL(await cloud.address("https")).port;
    const { hostname, port } = new URL(address);
    const workbench = start("Workbench", path.join(folder, "workbench.ready"), [
      ...["--data", path.join(folder, "room"), "--port", "0", "--example", "--web", pages],
      ...["--trust", path.join(data, "tls/root.pem"), "--cloud-host", hostname, "--cloud-port", port],
      ...["--cloud-tls-port", tlsPort],
    ]);
    children.push(workbench);
    return { cloud: address, setUp: await cloud.setUp(), workbench: await workbench.address(), end };
  } catch (error) {
    await end();
    throw error;
  }
}

function start(room, readyFile, options, hasOwner = true) {
  const child = spawn("dotnet", [program(room), ...options, "--ready-file", readyFile], {
    env: {
      ...process.env,
      ...(hasOwner ? { FIRSTLIGHT_OWNER_EMAIL: owner.email, FIRSTLIGHT_OWNER_PASSWORD: owner.password } : {}),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => (output = (output + text).slice(-20_000)));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    output: () => output,
    async address(scheme = "http") {
      await until(() => existsSync(readyFile) || child.exitCode !== null, `${room} is ready`, readyWithin);
      if (!existsSync(readyFile)) throw new Error(`${room} did not start:\n${output}`);
      return new RegExp(`${scheme}://[^\\s/]+`).exec(await readFile(readyFile, "utf8"))[0];
    },
    /** The one-time link of a cloud that has no owner, or null. */
    async setUp() {
      return /http:\/\/\S+\/set-up#\S+/.exec(await readFile(readyFile, "utf8"))?.[0] ?? null;
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const hard = setTimeout(() => child.kill("SIGKILL"), stopWithin);
      await ended;
      clearTimeout(hard);
    },
  };
}
