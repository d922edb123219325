import { expect, test } from "vitest";
import { orderKeys } from "./orderKeys";

test("what is sent again has the same key, what was changed another", () => {
  const keyOf = orderKeys();
  const key = keyOf("TMPLmeter", 100);
  expect(keyOf("TMPLmeter", 100)).toBe(key);
  expect(keyOf("TMPLmeter", 200)).not.toBe(key);
});

test("each dialog has keys of its own", () => {
  expect(orderKeys()("TMPLmeter", 100)).not.toBe(orderKeys()("TMPLmeter", 100));
});
