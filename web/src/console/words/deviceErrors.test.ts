import { describe, expect, it } from "vitest";
import { errorCount, errorTitle, pingWords } from "./deviceErrors";

describe("a device's error", () => {
  it("is named with what it is about", () => {
    expect(errorTitle("UnknownDatastream", "Temprature")).toBe("No such datastream: Temprature");
  });

  it("says how often, once it happened again", () => {
    expect(errorCount("mqtt", 1)).toBe("MQTT");
    expect(errorCount("https", 1200)).toBe("HTTPS, 1,200 times");
    expect(errorCount("other", 2)).toBe("other, 2 times");
  });
});

describe("a ping", () => {
  it("says how long the answer took, or that there is none", () => {
    expect(pingWords({ answered: true, milliseconds: 41.6 })).toBe("It answered in 42 ms.");
    expect(pingWords({ answered: false, milliseconds: null })).toBe("No answer within 5 s.");
  });
});
