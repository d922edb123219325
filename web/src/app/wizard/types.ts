import type { Session } from "../../api/client";

/** How the page can talk to the device: with answers, without reading them, or only by opening the device's own page. */
export type Way = "read" | "blind" | "handOver";

/** What the cloud hands out for one attempt; fetched before the phone leaves the internet. */
export type Ticket = {
  id: number;
  token: string;
  /** What the person types on the device's own page in the token's place. */
  code: string;
  deviceId: number;
  host: string;
  port: number;
  tlsPort: number | null;
  expiresAt: string;
};

/** A device whose access point answered. Unknown words are null: not every firmware lets a page read its answers. */
export type FoundDevice = {
  address: string;
  name: string | null;
  templateId: string | null;
  lastError: number;
  fiveGigahertz: boolean;
};

export type Band = "2.4 GHz" | "5 GHz";

/** One network of the device's scan, as a person sees it. */
export type Network = {
  ssid: string;
  bars: 1 | 2 | 3 | 4;
  locked: boolean;
  /** Asks for a user name as well, which devices cannot give. */
  enterprise: boolean;
  bands: Band[];
};

export type StaticAddress = { ip: string; mask: string; gateway: string; dns: string };

/** What the person typed. */
export type WifiForm = {
  ssid: string;
  /** The name was typed, not chosen from the list. */
  typed: boolean;
  password: string;
  remember: boolean;
  fixed: StaticAddress | null;
};

/** What went wrong, and what to do now; in the customer's words. */
export type Trouble = { reason: string; nextStep: string };

/** What the app tells the session about what it saw beside the device. */
export type Report = {
  key: number;
  sessionId: number;
  step: "device_found" | "credentials_sent" | "device_reported_error";
  errorCode: number | null;
  detail: string | null;
};

/** A template as the wizard needs it: which devices exist, and what their Wi-Fi is called. */
export type KnownTemplate = { id: string; name: string; prefix: string };

export type SessionView = Pick<Session, "id" | "state" | "steps" | "failure" | "deviceId">;
