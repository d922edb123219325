// Leaves a copy of each large file of dist/assets beside it, as small as it gets: a server would not take the time.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";

// Below that a copy saves no packet.
const worthwhileBytes = 1_400;

const folder = fileURLToPath(new URL("dist/assets/", import.meta.url));
for (const name of await readdir(folder)) {
  if (!/\.(js|css|svg|wasm)$/.test(name)) continue;
  const content = await readFile(folder + name);
  if (content.length > worthwhileBytes)
    await writeFile(`${folder}${name}.br`, await promisify(brotliCompress)(content));
}
