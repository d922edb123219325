import { expect, test } from "vitest";
import { queryOf } from "./importTable";

const order = { templateId: "TMPLmeter", name: " March ", idempotencyKey: "k", map: {} };

test("an order says what, under which name, and that it may come twice", () => {
  expect(queryOf(order, true)).toBe("templateId=TMPLmeter&idempotencyKey=k&dryRun=true&name=March");
  expect(queryOf({ ...order, name: " " }, false)).toBe("templateId=TMPLmeter&idempotencyKey=k&dryRun=false");
});

test("each column that goes elsewhere is named; one that goes nowhere has nothing behind the colon", () => {
  const query = new URLSearchParams(queryOf({ ...order, map: { "SN & lot": "Serial", Note: "" } }, false));
  expect(query.getAll("map")).toEqual(["SN & lot:Serial", "Note:"]);
});
