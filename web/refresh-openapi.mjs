// Fetches the cloud's own OpenAPI document, which the pages are typed from: node web/refresh-openapi.mjs [http://127.0.0.1:8080]
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const cloud = process.argv[2] ?? "http://127.0.0.1:8080";
const answer = await fetch(new URL("/openapi/v1.json", cloud));
if (!answer.ok) throw new Error(`${cloud} answered ${answer.status}.`);
const document = await answer.json();
// Where it happened to listen is no part of what it can do.
delete document.servers;
await writeFile(
  fileURLToPath(new URL("openapi.json", import.meta.url)),
  `${JSON.stringify(document, null, 2)}\n`,
);
