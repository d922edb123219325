import { expect, test } from "vitest";
import { keyOf } from "./live";

test.each([
  ["live.gap", []],
  ["session.step", ["sessions"]],
  ["session.ended", ["sessions"]],
  ["datastream", ["devices", 7, "values"]],
  ["device.online", ["devices"]],
  ["device.error", ["devices", 7, "errors"]],
  ["device.deleted", ["devices"]],
  ["device.update", ["shipments"]],
  ["shipment.changed", ["shipments"]],
  ["static_batch.progress", ["batches"]],
])("%s makes %j old", (type, key) => expect(keyOf({ type, data: { deviceId: 7 } })).toEqual(key));
