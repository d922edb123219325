import type { Person } from "../../api/client";

/** What the cloud lets each role do; it decides itself, this only spares people the refusal. */
const may =
  (permission: string) =>
  ({ permissions }: Pick<Person, "permissions">): boolean =>
    permissions.includes(permission);

export const mayUseConsole = may("ViewDevices");
export const mayEditTemplates = may("EditTemplates");
export const maySeeTemplates = may("ViewTemplates");
export const maySeeShipments = may("ViewShipments");
export const mayShip = may("ManageShipments");
export const mayRevealTokens = may("RevealTokens");
export const mayManagePeople = may("EditUsers");
export const mayInvite = may("InviteUsers");
export const mayTransferPeople = may("TransferUsers");
export const mayTransferDevices = may("TransferDevices");
export const mayReadAudit = may("ViewActionLog");
export const maySeeStaticTokens = may("ViewStaticTokens");
export const mayOrderTokens = may("ManageStaticTokens");
export const maySeeRoles = may("ViewRoles");
export const mayMakeRoles = may("CreateRoles");
export const mayEditRoles = may("EditRoles");
export const mayDeleteRoles = may("DeleteRoles");
export const maySeeApiClients = may("ViewApiClients");
export const mayManageApiClients = may("ManageApiClients");
export const maySeeWebhooks = may("ViewWebhooks");
export const mayManageWebhooks = may("ManageWebhooks");
export const maySeeOrganisations = may("ViewOrganisations");
export const mayMakeOrganisations = may("CreateOrganisations");
export const mayEditOrganisations = may("EditOrganisations");
export const mayMoveOrganisations = may("TransferOrganisations");
export const mayDeleteOrganisations = may("DeleteOrganisations");
export const maySwitch = may("SwitchOrganisations");
