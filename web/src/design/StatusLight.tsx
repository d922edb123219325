import { useReducedMotion } from "@mantine/hooks";
import { useMemo } from "react";
import { beats, light, type Beat, type LightState } from "./tokens";
import classes from "./StatusLight.module.css";

/** The device's status light, drawn: same colour and same rhythm as the one on the table. */
export function StatusLight({ state, ...drawing }: { state: LightState } & Drawing) {
  const { colour, beat } = beats[state];
  return <PatternLight colour={light[colour]} beat={beat} {...drawing} />;
}

type Drawing = {
  size?: number;
  label: string;
  /** Without its beat: where many lights stand side by side, movement would only distract. */
  still?: boolean;
};

/** A light that shows a pattern as a device reports it. */
export function PatternLight({
  colour,
  beat,
  size = 24,
  label,
  still: wantedStill = false,
}: { colour: string; beat: Beat } & Drawing) {
  const calm = useReducedMotion();
  const still = calm || wantedStill;
  const animation = useMemo(() => animationOf(beat), [beat]);
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
      className={classes.light}
    >
      <circle cx="12" cy="12" r="9.5" className={classes.rim} />
      {beat.kind !== "off" && (
        <circle cx="12" cy="12" r="7" fill={colour}>
          {!still && (
            <animate
              attributeName="opacity"
              values={animation.values}
              keyTimes={animation.keyTimes}
              calcMode={animation.mode}
              dur={`${animation.milliseconds}ms`}
              repeatCount="indefinite"
            />
          )}
        </circle>
      )}
    </svg>
  );
}

export type Animation = {
  values: string;
  keyTimes: string;
  mode: "discrete" | "linear";
  milliseconds: number;
};

/** A beat as SVG key times: on steps are bright, off steps dim, breathing swells evenly. */
export function animationOf(beat: Beat): Animation {
  if (beat.kind === "off") return { values: "0;0", keyTimes: "0;1", mode: "linear", milliseconds: 1000 };
  if (beat.kind === "breathing")
    return { values: "0.15;1;0.15", keyTimes: "0;0.5;1", mode: "linear", milliseconds: beat.period };
  const total = beat.milliseconds.reduce((sum, step) => sum + step, 0);
  let at = 0;
  const values: string[] = [];
  const times: string[] = [];
  beat.milliseconds.forEach((step, index) => {
    values.push(index % 2 === 0 ? "1" : "0.12");
    times.push((at / total).toFixed(4));
    at += step;
  });
  return { values: values.join(";"), keyTimes: times.join(";"), mode: "discrete", milliseconds: total };
}
