import { useEffect, useReducer, useState } from "react";
import { keepOpen } from "../../api/stream";
import { noTraffic, seen, type TrafficGap, type TrafficLine } from "./traffic";

/** A device's traffic while it is watched; it ends with the page, with `close`, or when the cloud says so. */
export function useTraffic(id: number) {
  const [traffic, happened] = useReducer(seen, noTraffic);
  const [isWatching, setWatching] = useState(false);

  useEffect(() => {
    if (!isWatching) return;
    happened({ type: "open" });
    return keepOpen(`/api/v1/devices/${id}/traffic`, ["traffic", "traffic.gap", "traffic.end"], {
      ready: () => happened({ type: "ready" }),
      broken: () => happened({ type: "broken" }),
      event: (type, text) => {
        const data: unknown = JSON.parse(text);
        if (type === "traffic") happened({ type: "line", data: data as Omit<TrafficLine, "key"> });
        else if (type === "traffic.gap") happened({ type: "gap", data: data as Omit<TrafficGap, "key"> });
        else {
          happened({ type: "end" });
          setWatching(false);
        }
      },
    });
  }, [id, isWatching]);

  return {
    traffic,
    isWatching,
    open: () => setWatching(true),
    close: () => {
      setWatching(false);
      happened({ type: "close" });
    },
    clear: () => happened({ type: "clear" }),
  };
}
