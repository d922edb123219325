import { expect, test } from "vitest";
import { leftOf, partsOf, progressText, spokenProgress } from "./counts";

const none = { waiting: 0, told: 0, downloading: 0, downloaded: 0, done: 0, failed: 0, skipped: 0 };

test("the bar has a part for each kind of end, and they make the whole", () => {
  const counts = { ...none, waiting: 1, told: 1, downloading: 1, done: 4, failed: 1 };
  const parts = partsOf({ counts, deviceCount: 8 });
  expect(parts.map(({ key, percent }) => [key, percent])).toEqual([
    ["done", 50],
    ["under", 25],
    ["failed", 12.5],
    ["waiting", 12.5],
  ]);
  expect(partsOf({ counts: none, deviceCount: 0 })).toEqual([]);
});

test("a line names what is not as it should be", () => {
  expect(progressText({ counts: { ...none, done: 1200 }, deviceCount: 3000 })).toBe("1,200 of 3,000 done");
  expect(progressText({ counts: { ...none, done: 3, failed: 1, skipped: 2 }, deviceCount: 6 })).toBe(
    "3 of 6 done, 2 skipped, 1 failed",
  );
  expect(progressText({ counts: { ...none, done: 3, told: 1, downloaded: 1 }, deviceCount: 6 })).toBe(
    "3 of 6 done, 2 under way",
  );
});

test("of many devices only each tenth of the way is spoken", () => {
  expect(spokenProgress({ counts: { ...none, done: 1 }, deviceCount: 2 })).toBe("1 of 2 done");
  expect(spokenProgress({ counts: { ...none, done: 47 }, deviceCount: 200 })).toBe(
    "20 % of the devices are through",
  );
});

test("of a shipment that runs the failed ones are left, of a stopped one all that do not have it", () => {
  const counts = { ...none, waiting: 2, failed: 1, done: 5 };
  expect(leftOf({ state: "Running", counts }).count).toBe(1);
  expect(leftOf({ state: "Stopped", counts }).count).toBe(3);
  expect(leftOf({ state: "Finished", counts }).count).toBe(0);
});
