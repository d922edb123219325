using Firstlight.Accounts;

namespace Firstlight.Api;

/// <summary>Who may do what. Every route names one of these or says that it is open to everybody (docs/decisions/0020).</summary>
internal static class Policies
{
    /// <summary>Anybody who is signed in.</summary>
    public static readonly Right SignedIn = new(Permissions.None);

    /// <summary>Any person who is signed in: what an account of one's own is for.</summary>
    public static readonly Right SignedInPerson = new(Permissions.None) { IsForPeopleOnly = true };

    /// <summary>Sees devices, their values, events and attempts.</summary>
    public static readonly Right ViewsDevices = new(Permissions.ViewDevices, Permissions.ViewOwnDevices);

    /// <summary>Changes devices and tells them something.</summary>
    public static readonly Right ControlsDevices = new(Permissions.ControlDevices, Permissions.ControlOwnDevices);

    /// <summary>Removes devices.</summary>
    public static readonly Right DeletesDevices = new(Permissions.DeleteDevices, Permissions.DeleteOwnDevices);

    /// <summary>Gives devices to other people and organisations.</summary>
    public static readonly Right TransfersDevices = new(Permissions.TransferDevices);

    /// <summary>Takes lists away as files.</summary>
    public static readonly Right DownloadsReports = new(Permissions.DownloadReports, Permissions.DownloadOwnReports);

    /// <summary>Makes devices by hand.</summary>
    public static readonly Right CreatesDevices = new(Permissions.CreateDevices);

    /// <summary>Brings devices into the account; what is begun so is one's own.</summary>
    public static readonly Right ProvisionsDevices = new(Permissions.ProvisionDevices);

    /// <summary>Stops and reports on attempts, and reconfigures devices.</summary>
    public static readonly Right SteersAttempts = new(Permissions.ControlDevices, Permissions.ProvisionDevices);

    /// <summary>Sees what all attempts say together.</summary>
    public static readonly Right SeesStatistics = new(Permissions.ViewDevices);

    /// <summary>Sees device types.</summary>
    public static readonly Right ViewsTemplates = new(Permissions.ViewTemplates);

    /// <summary>Makes and changes device types, and enables them for those below.</summary>
    public static readonly Right ManagesTemplates = new(Permissions.EditTemplates);

    /// <summary>Sees the secret of a device that exists already.</summary>
    public static readonly Right RevealsTokens = new(Permissions.RevealTokens);

    /// <summary>Watches what a device and the cloud say to each other.</summary>
    public static readonly Right WatchesTraffic = new(Permissions.ViewTraffic);

    /// <summary>Orders and deletes static tokens.</summary>
    public static readonly Right ManagesStaticTokens = new(Permissions.ManageStaticTokens);

    /// <summary>Takes static tokens away with their secrets.</summary>
    public static readonly Right ExportsStaticTokens = new(Permissions.ViewStaticTokens | Permissions.RevealTokens);

    /// <summary>Sees static tokens without their secrets.</summary>
    public static readonly Right SeesStaticTokens = new(Permissions.ViewStaticTokens);

    /// <summary>Sees shipments of firmware and how far they are.</summary>
    public static readonly Right SeesShipments = new(Permissions.ViewShipments);

    /// <summary>Starts and stops shipments of firmware.</summary>
    public static readonly Right ManagesShipments = new(Permissions.ManageShipments);

    /// <summary>Reads who did what.</summary>
    public static readonly Right ReadsAudit = new(Permissions.ViewActionLog);

    /// <summary>Sees who is in the organisation.</summary>
    public static readonly Right SeesPeople = new(Permissions.ViewUsers);

    /// <summary>Gives people another role; suspending needs one more permission.</summary>
    public static readonly Right ManagesPeople = new(Permissions.EditUsers);

    /// <summary>Invites people and takes invitations back.</summary>
    public static readonly Right InvitesPeople = new(Permissions.InviteUsers);

    /// <summary>Ends all sessions of people.</summary>
    public static readonly Right SignsPeopleOut = new(Permissions.ForceLogout);

    /// <summary>Moves people within the tree.</summary>
    public static readonly Right TransfersPeople = new(Permissions.TransferUsers);

    /// <summary>Deletes accounts.</summary>
    public static readonly Right DeletesPeople = new(Permissions.DeleteUsers);

    /// <summary>Hands over links to new passwords.</summary>
    public static readonly Right ChangesPasswords = new(Permissions.ChangePasswords);

    /// <summary>Sees the roles of the organisation.</summary>
    public static readonly Right SeesRoles = new(Permissions.ViewRoles);

    /// <summary>Makes roles.</summary>
    public static readonly Right CreatesRoles = new(Permissions.CreateRoles);

    /// <summary>Changes roles.</summary>
    public static readonly Right EditsRoles = new(Permissions.EditRoles);

    /// <summary>Deletes roles.</summary>
    public static readonly Right DeletesRoles = new(Permissions.DeleteRoles);

    /// <summary>Sees the API clients of the organisation.</summary>
    public static readonly Right SeesApiClients = new(Permissions.ViewApiClients);

    /// <summary>Makes, changes and deletes API clients.</summary>
    public static readonly Right ManagesApiClients = new(Permissions.ManageApiClients);

    /// <summary>Sees the webhooks of the organisation and what they were sent.</summary>
    public static readonly Right SeesWebhooks = new(Permissions.ViewWebhooks);

    /// <summary>Makes, changes, tries out and deletes webhooks.</summary>
    public static readonly Right ManagesWebhooks = new(Permissions.ManageWebhooks);

    /// <summary>Brings devices into the accounts of others.</summary>
    public static readonly Right ActsForOthers = new(Permissions.ViewUsers);

    /// <summary>Sees and changes how the organisation and this cloud are set up.</summary>
    public static readonly Right ManagesSettings = new(Permissions.EditSettings);

    /// <summary>Sees the organisations below.</summary>
    public static readonly Right SeesOrganisations = new(Permissions.ViewOrganisations);

    /// <summary>Sees which templates the organisations below have.</summary>
    public static readonly Right SeesOrganisationTemplates = new(
        Permissions.ViewOrganisations | Permissions.ViewTemplates
    );

    /// <summary>Makes organisations below.</summary>
    public static readonly Right CreatesOrganisations = new(Permissions.CreateOrganisations);

    /// <summary>Renames organisations below.</summary>
    public static readonly Right EditsOrganisations = new(Permissions.EditOrganisations);

    /// <summary>Moves organisations below to another place.</summary>
    public static readonly Right TransfersOrganisations = new(Permissions.TransferOrganisations);

    /// <summary>Deletes organisations below.</summary>
    public static readonly Right DeletesOrganisations = new(Permissions.DeleteOrganisations);
}
