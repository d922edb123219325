/** The parts of the settings, as they stand in the address. */
export const settingsTabs = [
  "organisation",
  "people",
  "roles",
  "programs",
  "webhooks",
  "addresses",
  "mail",
] as const;

export type SettingsTab = (typeof settingsTabs)[number];
