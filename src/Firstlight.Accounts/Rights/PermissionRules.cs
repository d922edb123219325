using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>Which permissions make sense together.</summary>
internal static class PermissionRules
{
    // What is changed must be seen.
    private static readonly (Permissions Permission, Permissions Needs)[] Needed =
    [
        (Permissions.ControlOwnDevices, Permissions.ViewOwnDevices),
        (Permissions.DeleteOwnDevices, Permissions.ViewOwnDevices),
        (Permissions.DownloadOwnReports, Permissions.ViewOwnDevices),
        (Permissions.ProvisionDevices, Permissions.ViewOwnDevices | Permissions.ViewTemplates),
        (Permissions.CreateDevices, Permissions.ViewDevices | Permissions.ViewTemplates),
        (Permissions.ControlDevices, Permissions.ViewDevices),
        (Permissions.DeleteDevices, Permissions.ViewDevices),
        (Permissions.DownloadReports, Permissions.ViewDevices),
        (Permissions.ViewTraffic, Permissions.ViewDevices),
        (Permissions.TransferDevices, Permissions.ViewDevices | Permissions.SwitchOrganisations),
        (Permissions.RevealTokens, Permissions.ViewDevices),
        (Permissions.EditTemplates, Permissions.ViewTemplates),
        (Permissions.ManageStaticTokens, Permissions.ViewStaticTokens),
        (Permissions.EditUsers, Permissions.ViewUsers | Permissions.ViewRoles),
        (Permissions.SuspendUsers, Permissions.EditUsers),
        (Permissions.ChangePasswords, Permissions.ViewUsers),
        (Permissions.InviteUsers, Permissions.ViewUsers | Permissions.ViewRoles),
        (Permissions.ForceLogout, Permissions.ViewUsers),
        (Permissions.DeleteUsers, Permissions.ViewUsers),
        (Permissions.TransferUsers, Permissions.EditUsers | Permissions.SwitchOrganisations),
        (Permissions.CreateRoles, Permissions.ViewRoles),
        (Permissions.EditRoles, Permissions.ViewRoles),
        (Permissions.DeleteRoles, Permissions.ViewRoles),
        (Permissions.CreateOrganisations, Permissions.ViewOrganisations),
        (Permissions.EditOrganisations, Permissions.ViewOrganisations),
        (Permissions.DeleteOrganisations, Permissions.ViewOrganisations),
        (Permissions.TransferOrganisations, Permissions.ViewOrganisations | Permissions.SwitchOrganisations),
        (Permissions.SwitchOrganisations, Permissions.ViewOrganisations),
        (Permissions.ManageApiClients, Permissions.ViewApiClients),
        (Permissions.ViewWebhooks, Permissions.ViewDevices),
        (Permissions.ManageWebhooks, Permissions.ViewWebhooks),
        (Permissions.ViewShipments, Permissions.ViewDevices | Permissions.ViewTemplates),
        (Permissions.ManageShipments, Permissions.ViewShipments),
    ];

    /// <summary>Refuses a permission without those it needs.</summary>
    public static Refusal? Check(Permissions permissions)
    {
        foreach (var (permission, needs) in Needed)
        {
            if ((permissions & permission) != Permissions.None && (permissions & needs) != needs)
                return Refusal.Invalid("permissions", $"{permission} needs {needs & ~permissions}, too.");
        }

        return null;
    }
}
