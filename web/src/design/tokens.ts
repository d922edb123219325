/**
 * The design's numbers and colours, said once. The colours of the status light mean the same on the page as on the
 * device (classic firmware's light): blue asks for set-up, mint is the cloud, magenta updates, red has failed.
 */
export const light = {
  setUp: "#0D36FF",
  cloud: "#2EFFB9",
  update: "#A700FF",
  error: "#FF1008",
  button: "#FFFFE7",
  off: "#6B7280",
} as const;

export type LightColour = keyof typeof light;

/** On and off times in milliseconds, alternating; `breathing` swells and fades over its period. */
export type Beat =
  | { kind: "steps"; milliseconds: readonly number[] }
  | { kind: "breathing"; period: number }
  | { kind: "off" };

/** What each state of a device looks like. Same table as the firmware's. */
export const beats = {
  waitingForSetUp: { colour: "setUp", beat: { kind: "steps", milliseconds: [50, 500] } },
  beingSetUp: { colour: "setUp", beat: { kind: "steps", milliseconds: [200, 200] } },
  connectingNetwork: { colour: "cloud", beat: { kind: "steps", milliseconds: [50, 500] } },
  connectingCloud: { colour: "cloud", beat: { kind: "steps", milliseconds: [100, 100] } },
  running: { colour: "cloud", beat: { kind: "breathing", period: 5000 } },
  updating: { colour: "update", beat: { kind: "steps", milliseconds: [50, 50] } },
  error: { colour: "error", beat: { kind: "steps", milliseconds: [80, 100, 80, 1000] } },
  buttonHeld: { colour: "button", beat: { kind: "breathing", period: 1000 } },
  buttonArmed: { colour: "button", beat: { kind: "steps", milliseconds: [100, 100] } },
  off: { colour: "off", beat: { kind: "off" } },
} as const satisfies Record<string, { colour: LightColour; beat: Beat }>;

export type LightState = keyof typeof beats;

/** Multiples of eight, in pixels. */
export const space = { half: 4, one: 8, two: 16, three: 24, four: 32, six: 48, eight: 64 } as const;

/** The least size of anything a finger must hit, in pixels. */
export const touchTarget = 48;

/** Colours of words and lines that the component library leaves too faint, for a light and for a dark page. */
export const ink = {
  onPrimary: { light: "#ffffff", dark: "#06231a" },
  dimmed: { light: "#565f5a", dark: "#a6b1ab" },
  error: { light: "#c01f1f", dark: "#ff8f8a" },
  placeholder: { light: "#66706a", dark: "#98a39d" },
  line: { light: "#dde3e0", dark: "#37403b" },
  chart: { light: "#08845c", dark: "#2ee5a5" },
  chartFill: { light: "#08845c1f", dark: "#2ee5a51f" },
} as const;

/** Words and rims that carry a meaning by colour, beside their sign: readable on both pages. */
export const mark = {
  mint: { light: "#066b4b", dark: "#2ee5a5" },
  red: { light: "#c01f1f", dark: "#ff8f8a" },
  blue: { light: "#1a5fb4", dark: "#7cb8ff" },
  yellow: { light: "#7a5200", dark: "#ffd166" },
  gray: { light: "#565f5a", dark: "#a6b1ab" },
} as const;
