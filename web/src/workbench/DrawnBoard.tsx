import { PatternLight } from "../design/StatusLight";
import classes from "./DrawnBoard.module.css";
import { beatOf, type RoomDevice } from "./room";

/** The device as it lies on the bench: plug in or out, its light in its own rhythm, its radio on the air. */
export function DrawnBoard({ device }: { device: RoomDevice }) {
  const air = device.accessPoint ? classes.ownAir : device.network ? classes.joined : null;
  return (
    <svg
      viewBox="0 0 320 128"
      className={classes.board}
      role="img"
      aria-label={`Plug ${device.power ? "in" : "pulled"}. Light: ${device.light.description}.`}
    >
      <path d="M8 120h304" className={classes.bench} />
      <g className={classes.plug} transform={device.power ? undefined : "translate(-32 8)"}>
        <path d="M-40 108C0 108 8 72 44 72" className={classes.cable} />
        <rect x="44" y="62" width="24" height="20" rx="4" className={classes.housing} />
        <path d="M68 68h8M68 76h8" className={classes.pin} />
      </g>
      <rect x="72" y="24" width="176" height="88" rx="8" className={classes.plate} />
      <path d="M96 104V92h24M112 40h40v24h24M136 96h40V80M208 104v-8" className={classes.trace} />
      <rect x="68" y="60" width="20" height="24" rx="3" className={classes.metal} />
      <rect x="168" y="48" width="64" height="48" rx="4" className={classes.metal} />
      <path d="M180 60h40M180 68h40M180 76h24" className={classes.print} />
      <path d="M172 32h12v8h12v-8h12v8h12v-8h12v8" className={classes.antenna} />
      <rect x="112" y="76" width="24" height="24" rx="4" className={classes.metal} />
      <circle cx="124" cy="88" r="8" className={classes.cap} />
      <g transform="translate(96 32)">
        <PatternLight colour={device.light.color} beat={beatOf(device.light)} size={36} label="" />
      </g>
      {air && (
        <g className={air} fill="none" strokeWidth="3" strokeLinecap="round">
          <path d="M260 48a16 16 0 0 0 0-24M272 56a32 32 0 0 0 0-40M284 64a48 48 0 0 0 0-56" />
        </g>
      )}
    </svg>
  );
}
