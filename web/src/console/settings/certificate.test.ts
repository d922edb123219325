import { describe, expect, it } from "vitest";
import { validityOf } from "./certificate";

const now = Date.parse("2026-01-01T00:00:00Z");
const at = (notAfter: string) => validityOf("2025-01-01T00:00:00Z", notAfter, false, now);

describe("a certificate's validity", () => {
  it("is good while there are thirty days", () => {
    expect(at("2026-01-31T00:00:00Z")).toEqual({ label: "30 days left", tone: "good", advice: null });
  });

  it("warns before, and says what to do", () => {
    expect(at("2026-01-30T23:59:59Z")).toMatchObject({ label: "29 days left", tone: "bad" });
    expect(at("2026-01-02T00:00:00Z").label).toBe("1 day left");
    expect(at("2026-01-01T00:00:01Z").label).toBe("Less than a day left");
    expect(at("2026-01-02T00:00:00Z").advice).toMatch(/new one/);
  });

  it("is over to the second", () => {
    expect(at("2026-01-01T00:00:00Z")).toMatchObject({ label: "Expired", tone: "bad" });
  });

  it("has not begun when the clock is behind", () => {
    expect(validityOf("2026-01-02T00:00:00Z", "2027-01-01T00:00:00Z", true, now).label).toBe("Not valid yet");
  });

  it("of a development certificate takes care of itself", () => {
    expect(validityOf("2025-01-01T00:00:00Z", "2026-01-03T00:00:00Z", true, now).advice).toMatch(/by itself/);
  });
});
