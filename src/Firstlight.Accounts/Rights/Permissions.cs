namespace Firstlight.Accounts;

/// <summary>
/// What a role may allow, in the field's words. Stored and sent as words, so the numbers may change. One is here only when
/// a route asks for it (docs/decisions/0020).
/// </summary>
[Flags]
public enum Permissions : long
{
    /// <summary>Being signed in, and no more.</summary>
    None = 0,

    /// <summary>Own devices and own provisioning attempts.</summary>
    ViewOwnDevices = 1L << 0,

    /// <summary>Bring devices into the account: provision, reconfigure, claim.</summary>
    ProvisionDevices = 1L << 1,

    /// <summary>Rename own devices, set their values and metadata, restart them.</summary>
    ControlOwnDevices = 1L << 2,

    /// <summary>Delete own devices with their data.</summary>
    DeleteOwnDevices = 1L << 3,

    /// <summary>Take lists of what is one's own away as files.</summary>
    DownloadOwnReports = 1L << 4,

    /// <summary>Every device and attempt of the organisation.</summary>
    ViewDevices = 1L << 5,

    /// <summary>Make devices by hand.</summary>
    CreateDevices = 1L << 6,

    /// <summary>Rename, set, restart and reconfigure every device.</summary>
    ControlDevices = 1L << 7,

    /// <summary>Delete every device with its data.</summary>
    DeleteDevices = 1L << 8,

    /// <summary>Take lists of everything away as files.</summary>
    DownloadReports = 1L << 9,

    /// <summary>Watch what a device and the cloud say to each other.</summary>
    ViewTraffic = 1L << 10,

    /// <summary>See the AuthTokens of devices and batches.</summary>
    RevealTokens = 1L << 11,

    /// <summary>Device types.</summary>
    ViewTemplates = 1L << 12,

    /// <summary>Make, change and delete device types, and enable them for sub-organisations.</summary>
    EditTemplates = 1L << 13,

    /// <summary>Static tokens without their secrets.</summary>
    ViewStaticTokens = 1L << 14,

    /// <summary>Order, release and delete static tokens.</summary>
    ManageStaticTokens = 1L << 15,

    /// <summary>Who is in the organisation.</summary>
    ViewUsers = 1L << 16,

    /// <summary>Give people another role.</summary>
    EditUsers = 1L << 17,

    /// <summary>Keep people out and let them in again.</summary>
    SuspendUsers = 1L << 18,

    /// <summary>Hand over links to new passwords.</summary>
    ChangePasswords = 1L << 19,

    /// <summary>Who did what.</summary>
    ViewActionLog = 1L << 20,

    /// <summary>The roles of the organisation.</summary>
    ViewRoles = 1L << 21,

    /// <summary>Make roles.</summary>
    CreateRoles = 1L << 22,

    /// <summary>Change roles.</summary>
    EditRoles = 1L << 23,

    /// <summary>Delete roles.</summary>
    DeleteRoles = 1L << 24,

    /// <summary>How the organisation and this cloud are set up.</summary>
    EditSettings = 1L << 25,

    /// <summary>The organisations below.</summary>
    ViewOrganisations = 1L << 26,

    /// <summary>Make organisations below.</summary>
    CreateOrganisations = 1L << 27,

    /// <summary>Rename organisations below.</summary>
    EditOrganisations = 1L << 28,

    /// <summary>Delete organisations below.</summary>
    DeleteOrganisations = 1L << 29,

    /// <summary>Act in an organisation below with the same permissions.</summary>
    SwitchOrganisations = 1L << 30,

    /// <summary>Invite people into the organisation.</summary>
    InviteUsers = 1L << 31,

    /// <summary>End all sessions of people.</summary>
    ForceLogout = 1L << 32,

    /// <summary>Delete people's accounts.</summary>
    DeleteUsers = 1L << 33,

    /// <summary>Move people between the organisation and those below it.</summary>
    TransferUsers = 1L << 34,

    /// <summary>Give devices to other people and organisations of the tree.</summary>
    TransferDevices = 1L << 35,

    /// <summary>Move organisations below to another place of the tree.</summary>
    TransferOrganisations = 1L << 36,

    /// <summary>The API clients of the organisation.</summary>
    ViewApiClients = 1L << 37,

    /// <summary>Make, change and delete API clients.</summary>
    ManageApiClients = 1L << 38,

    /// <summary>The webhooks of the organisation, and what they were sent.</summary>
    ViewWebhooks = 1L << 39,

    /// <summary>Make, change, try out and delete webhooks.</summary>
    ManageWebhooks = 1L << 40,

    /// <summary>Shipments of firmware and how far they are.</summary>
    ViewShipments = 1L << 41,

    /// <summary>Start and stop shipments of firmware.</summary>
    ManageShipments = 1L << 42,

    /// <summary>All of them.</summary>
    All = (1L << 43) - 1,
}
