/** What a role can allow, in groups, as people read it; the words are the cloud's. */
export const permissionGroups = [
  {
    group: "Own devices",
    permissions: [
      ["ViewOwnDevices", "See them"],
      ["ProvisionDevices", "Add devices and change their Wi-Fi"],
      ["ControlOwnDevices", "Rename, set and restart them"],
      ["DeleteOwnDevices", "Remove them"],
      ["DownloadOwnReports", "Take lists away as files"],
    ],
  },
  {
    group: "All devices",
    permissions: [
      ["ViewDevices", "See them, and use the console"],
      ["CreateDevices", "Make devices by hand"],
      ["ControlDevices", "Rename, set, restart and reconfigure them"],
      ["DeleteDevices", "Delete them"],
      ["DownloadReports", "Take lists away as files"],
      ["ViewTraffic", "Watch their traffic"],
      ["RevealTokens", "See their tokens"],
      ["TransferDevices", "Give them to other people and organisations"],
    ],
  },
  {
    group: "Products",
    permissions: [
      ["ViewTemplates", "See templates"],
      ["EditTemplates", "Make and change templates"],
      ["ViewStaticTokens", "See static tokens"],
      ["ManageStaticTokens", "Order, release and delete static tokens"],
      ["ViewShipments", "See shipments of firmware"],
      ["ManageShipments", "Start and stop shipments of firmware"],
    ],
  },
  {
    group: "People",
    permissions: [
      ["ViewUsers", "See who is here"],
      ["InviteUsers", "Invite people"],
      ["EditUsers", "Give people roles"],
      ["SuspendUsers", "Suspend people"],
      ["ForceLogout", "Sign people out"],
      ["ChangePasswords", "Hand out links to new passwords"],
      ["TransferUsers", "Move people to other organisations"],
      ["DeleteUsers", "Delete accounts"],
      ["ViewActionLog", "Read the audit log"],
    ],
  },
  {
    group: "Roles",
    permissions: [
      ["ViewRoles", "See roles"],
      ["CreateRoles", "Make roles"],
      ["EditRoles", "Change roles"],
      ["DeleteRoles", "Delete roles"],
    ],
  },
  {
    group: "Organisations",
    permissions: [
      ["EditSettings", "Change this organisation's settings"],
      ["ViewOrganisations", "See organisations below"],
      ["CreateOrganisations", "Make organisations below"],
      ["EditOrganisations", "Rename organisations below"],
      ["TransferOrganisations", "Move organisations below to another place"],
      ["DeleteOrganisations", "Delete organisations below"],
      ["SwitchOrganisations", "Act in organisations below"],
    ],
  },
  {
    group: "Programs",
    permissions: [
      ["ViewApiClients", "See API clients"],
      ["ManageApiClients", "Make, change and delete API clients"],
      ["ViewWebhooks", "See webhooks and what they were sent"],
      ["ManageWebhooks", "Make, change, test and delete webhooks"],
    ],
  },
] as const satisfies readonly { group: string; permissions: readonly (readonly [string, string])[] }[];
