import type {
  FoundDevice,
  KnownTemplate,
  Network,
  Report,
  SessionView,
  Ticket,
  Trouble,
  Way,
  WifiForm,
} from "./types";

/** The four screens. */
export type Stage = "light" | "join" | "wifi" | "watch";

export type Asking =
  | { kind: "idle" }
  | { kind: "asking" }
  | { kind: "offline" }
  | { kind: "refused"; trouble: Trouble; signedOut: boolean };

export type Search =
  | { kind: "idle" }
  | { kind: "looking" }
  /** `cloudAnswered`: the phone still has internet, so it is not on the device's Wi-Fi, or prefers mobile data. */
  | { kind: "missing"; cloudAnswered: boolean }
  | { kind: "foreign"; name: string };

export type Scan = { kind: "unreadable" } | { kind: "reading" } | { kind: "read"; networks: Network[] };

export type Progress =
  | { kind: "none" }
  | { kind: "sending" }
  | { kind: "handOver" }
  | {
      kind: "waiting";
      since: number;
      slow: boolean;
      /** Its access point has vanished since, as it should. */
      gone: boolean;
    }
  /** `newTicket`: the cloud ended the attempt, its token is dead. Otherwise the same token may be tried again, offline too. */
  | { kind: "failed"; trouble: Trouble; newTicket: boolean }
  | { kind: "succeeded"; deviceId: number };

/** Everything the wizard knows. Plain data: it is kept on the phone and read back after a reload. */
export type WizardState = {
  stage: Stage;
  /** The existing device that gets another network; null for a new device. */
  existing: number | null;
  way: Way;
  /** May look for the device unasked; not where the browser would ask the person for leave. */
  looksByItself: boolean;
  ticket: Ticket | null;
  asking: Asking;
  templates: KnownTemplate[];
  cloudReachable: boolean;
  search: Search;
  device: FoundDevice | null;
  scan: Scan;
  wifi: WifiForm;
  /** The form was sent once: its problems are shown from now on. */
  checked: boolean;
  /** Why the attempt before this one failed. */
  notice: Trouble | null;
  progress: Progress;
  steps: SessionView["steps"];
  outbox: Report[];
  nextReport: number;
};

export type WizardEvent =
  | { type: "lightIsReady" }
  | { type: "back" }
  | { type: "left" }
  | { type: "askAgain" }
  | { type: "ticketIssued"; ticket: Ticket; templates: KnownTemplate[] }
  | { type: "ticketRefused"; trouble: Trouble; signedOut: boolean }
  | { type: "ticketUnreachable" }
  | { type: "joined"; address: string }
  | { type: "deviceFound"; device: FoundDevice; way: "read" | "blind" }
  | { type: "deviceMissing"; cloudAnswered: boolean }
  | { type: "handOverChosen" }
  | { type: "codeShown" }
  | { type: "codeTyped" }
  | { type: "scanAgain" }
  | { type: "networksRead"; networks: Network[] }
  | { type: "networksUnreadable" }
  | { type: "wifiChanged"; change: Partial<WifiForm> }
  | { type: "send" }
  | { type: "sendTaken" }
  | { type: "sendRefused" }
  | { type: "sendLost" }
  | { type: "handedOver" }
  | { type: "sessionSeen"; session: SessionView }
  | { type: "cloudUnreachable" }
  | { type: "accessPointSeen"; lastError: number }
  | { type: "accessPointGone" }
  | { type: "deviceIsBack" }
  | { type: "retry" }
  | { type: "reportDone"; key: number }
  | { type: "finished" };

/** What the shell shall do. Data, so that the machine can be tested without a browser. */
export type Effect =
  | { type: "askForTicket"; existing: number | null }
  | { type: "look"; address: string }
  | { type: "readNetworks"; address: string }
  | { type: "send"; address: string; query: string; way: "read" | "blind" }
  | { type: "deliverReports" }
  | { type: "cancelSession"; sessionId: number }
  | { type: "rememberWifi"; wifi: WifiForm }
  | { type: "forget" }
  | { type: "open"; deviceId: number | null };

export type Turn = { state: WizardState; effects: Effect[] };

export const emptyWifi: WifiForm = { ssid: "", typed: false, password: "", remember: false, fixed: null };

/** Where every device has its access point's address. */
export const accessPointAddress = "http://192.168.4.1";

export function firstState(setting: {
  existing: number | null;
  way: Way;
  looksByItself: boolean;
  wifi?: WifiForm;
}): WizardState {
  return {
    stage: "light",
    existing: setting.existing,
    way: setting.way,
    looksByItself: setting.looksByItself,
    ticket: null,
    asking: { kind: "idle" },
    templates: [],
    cloudReachable: true,
    search: { kind: "idle" },
    device: null,
    scan: { kind: "unreadable" },
    wifi: setting.wifi ?? emptyWifi,
    checked: false,
    notice: null,
    progress: { kind: "none" },
    steps: [],
    outbox: [],
    nextReport: 1,
  };
}
