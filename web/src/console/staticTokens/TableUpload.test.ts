import { expect, test } from "vitest";
import { percentOf } from "../parts/sent";
import { mayPass, UploadStopped } from "./TableUpload";

test("a hundred percent are there only when all is there", () => {
  expect(percentOf({ bytes: 0, of: 200 })).toBe(0);
  expect(percentOf({ bytes: 199, of: 200 })).toBe(99);
  expect(percentOf({ bytes: 200, of: 200 })).toBe(100);
  expect(percentOf({ bytes: 0, of: 0 })).toBe(100);
});

test("what may pass by itself is tried again; a refusal is not", () => {
  expect([0, 409, 423, 429, 500, 503].filter((status) => !mayPass(status))).toEqual([]);
  expect([400, 401, 403, 404, 412, 413, 415].filter(mayPass)).toEqual([]);
});

test("an upload that stopped says how much is there and what to do", () => {
  expect(new UploadStopped({ bytes: 1, of: 3 }).message).toBe(
    "The connection to the cloud broke. 33 % of the table is there. Check this device's internet connection and go on.",
  );
});
