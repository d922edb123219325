/** One line of what a device and the cloud say to each other. */
export type TrafficLine = {
  key: number;
  at: string;
  direction: "FromDevice" | "ToDevice";
  protocol: string;
  command: string;
  detail: string | null;
};

/** A place where lines are missing: the reader or the page was too slow. */
export type TrafficGap = { key: number; at: string; missed: number };

export type Traffic = {
  state: "closed" | "opening" | "open" | "broken" | "over";
  /** Newest first. */
  lines: readonly (TrafficLine | TrafficGap)[];
  next: number;
};

export type TrafficHappening =
  | { type: "open" | "ready" | "broken" | "end" | "close" | "clear" }
  | { type: "line"; data: Omit<TrafficLine, "key"> }
  | { type: "gap"; data: Omit<TrafficGap, "key"> };

/** Lines kept on the page; older ones go. */
export const linesMax = 500;

export const noTraffic: Traffic = { state: "closed", lines: [], next: 0 };

export const isGap = (line: TrafficLine | TrafficGap): line is TrafficGap => "missed" in line;

/** What has been seen, after one more thing has happened. */
export function seen(traffic: Traffic, happening: TrafficHappening): Traffic {
  switch (happening.type) {
    case "open":
      return { ...traffic, state: "opening" };
    case "ready":
      return { ...traffic, state: "open" };
    case "broken":
      return { ...traffic, state: "broken" };
    case "end":
      return { ...traffic, state: "over" };
    case "close":
      return { ...traffic, state: "closed" };
    case "clear":
      return { ...traffic, lines: [] };
    case "line":
    case "gap":
      return {
        ...traffic,
        lines: [{ key: traffic.next, ...happening.data }, ...traffic.lines].slice(0, linesMax),
        next: traffic.next + 1,
      };
  }
}
