import { expect, test } from "vitest";
import { actionLabel, eventLabel, fromCode, stepLabel, subjectOf } from "./labels";

test("known words read as sentences, unknown ones as their own words", () => {
  expect(stepLabel("device_seen").label).toBe("Device logged in");
  expect(stepLabel("brand_new_step").label).toBe("Brand new step");
  expect(eventLabel("overheated")).toEqual({ label: "Overheated", tone: "busy" });
  expect(actionLabel("token.revealed")).toBe("Device token shown");
  expect(actionLabel("person.sang")).toBe("Person sang");
  expect(fromCode("wrong_wifi_password")).toBe("Wrong Wi-Fi password");
  expect(fromCode("")).toBe("Unnamed");
});

test("an audit entry leads to its subject", () => {
  expect(subjectOf("device/42")).toEqual({ kind: "device", id: "42", label: "Device 42" });
  expect(subjectOf("template/TMPLa1")).toEqual({ kind: "template", id: "TMPLa1", label: "Template TMPLa1" });
  expect(subjectOf("person/1")).toEqual({ kind: "person", id: "1", label: "Person 1" });
  expect(subjectOf("device/../audit").kind).toBe("other");
});

test("a template's event is called by its name, in its severity", () => {
  const known = [{ code: "too_hot", name: "Too hot", severity: "Critical" }] as const;
  expect(eventLabel("too_hot", known)).toEqual({ label: "Too hot", tone: "bad" });
  expect(eventLabel("too_cold", known)).toEqual({ label: "Too cold", tone: "busy" });
  expect(eventLabel("online", known).label).toBe("Online");
});
