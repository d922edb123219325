import { PatternLight } from "../design/StatusLight";
import { light } from "../design/tokens";
import classes from "./DrawnRouter.module.css";
import { bars, type RoomNetwork } from "./room";

const arcs = ["M40 20a8 8 0 0 1 16 0", "M34 18a14 14 0 0 1 28 0", "M28 16a20 20 0 0 1 40 0"];

/** The router: its waves are as many as its signal is strong at the bench. */
export function DrawnRouter({ network }: { network: RoomNetwork }) {
  const strength = bars(network.rssi);
  return (
    <svg
      width="64"
      height="48"
      viewBox="0 0 96 72"
      className={classes.router}
      role="img"
      aria-label={network.on ? `Switched on, ${strength} of 4 bars` : "Switched off"}
    >
      {network.on &&
        arcs.slice(0, strength - 1).map((arc) => <path key={arc} d={arc} className={classes.wave} />)}
      <path d="M24 44V24M72 44V24" className={classes.antenna} />
      <rect x="8" y="44" width="80" height="20" rx="6" className={classes.box} />
      <g transform="translate(14 46)">
        <PatternLight
          colour={light.cloud}
          beat={network.on ? { kind: "breathing", period: 5000 } : { kind: "off" }}
          size={16}
          label=""
        />
      </g>
    </svg>
  );
}
