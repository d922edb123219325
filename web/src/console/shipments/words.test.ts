import { expect, test } from "vitest";
import { fetchedPercent, goesOn, noteOf, spokenUpdate, updateLabel } from "./words";

test.each([
  ["Waiting", null, "Started"],
  ["Told", null, "Request sent"],
  ["Downloading", null, "New firmware requested"],
  ["Downloaded", null, "Firmware downloaded"],
  ["Done", null, "Success"],
  ["Failed", "NotDownloaded", "Download limit reached"],
  ["Failed", "DownloadBroken", "Download limit reached"],
  ["Failed", "CameBackUnchanged", "Upload failure"],
  ["Skipped", "OtherType", "Firmware type mismatch"],
  ["Skipped", "AlreadyInstalled", "Already installed"],
  ["Skipped", "Replaced", "Replaced"],
] as const)("%s for %s is called %s", (state, reason, label) =>
  expect(updateLabel({ state, reason }).label).toBe(label),
);

test("a failure says why and what to do; one that goes on says that it does", () => {
  expect(noteOf({ state: "Failed", reason: "DownloadBroken" })?.next).toContain("network");
  expect(noteOf({ state: "Waiting", reason: "DownloadBroken" })).toEqual({
    why: "The last attempt: It did not fetch the firmware to its end.",
    next: "It is told again.",
  });
  expect(noteOf({ state: "Done", reason: "DownloadBroken" })).toBeNull();
  expect(noteOf({ state: "Told", reason: null })).toBeNull();
});

test("what is over does not go on, and nothing does in a shipment that ended", () => {
  expect(goesOn({ state: "Told", shipmentState: "Running" })).toBe(true);
  expect(goesOn({ state: "Failed", shipmentState: "Running" })).toBe(false);
  expect(goesOn({ state: "Told", shipmentState: "Stopped" })).toBe(false);
});

test("progress is spoken in quarters", () => {
  expect(fetchedPercent(699, 1000)).toBe(69);
  expect(fetchedPercent(null, 1000)).toBeNull();
  expect(spokenUpdate({ state: "Downloading", reason: null }, 69)).toBe("New firmware requested, 50 %");
  expect(spokenUpdate({ state: "Told", reason: null }, null)).toBe("Request sent");
});
