/** The sides of a device's page, as they stand in its address. */
export const deviceTabs = [
  "overview",
  "values",
  "history",
  "events",
  "errors",
  "activations",
  "connect",
  "traffic",
] as const;

export type DeviceTab = (typeof deviceTabs)[number];
