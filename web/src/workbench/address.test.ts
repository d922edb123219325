import { expect, test } from "vitest";
import { setUpLink, workbenchIn } from "./address";

test.each([
  ["http://127.0.0.1:8090", "http://127.0.0.1:8090"],
  ["http://localhost:9000/room?x=1", "http://localhost:9000"],
])("%s names the workbench %s", (text, origin) => expect(workbenchIn(text)).toBe(origin));

test.each([
  "https://127.0.0.1:8090",
  "http://example.com",
  "http://127.0.0.1.example.com:8090",
  "http://localhost@example.com",
  "javascript:alert(1)",
  "127.0.0.1:8090",
  "",
  8090,
  undefined,
])("%s names none", (text) => expect(workbenchIn(text)).toBeNull());

const workbench = "http://127.0.0.1:8090";
const path = "/app/add?workbench=http%3A%2F%2F127.0.0.1%3A8090";

test("from the cloud's own port the way into the app is short", () =>
  expect(setUpLink("http://127.0.0.1:8080", workbench, { host: null, port: null })).toBe(path));

test("from the workbench's port it goes to the cloud that the workbench was told of", () => {
  expect(setUpLink(workbench, workbench, { host: "127.0.0.1", port: 8080 })).toBe(
    `http://127.0.0.1:8080${path}`,
  );
  expect(setUpLink(workbench, workbench, { host: null, port: null })).toBeNull();
});
