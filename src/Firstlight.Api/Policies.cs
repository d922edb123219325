using Firstlight.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace Firstlight.Api;

/// <summary>Who may do what, by role. Every route names one of these or says that it is open to everybody.</summary>
internal static class Policies
{
    /// <summary>Anybody who is signed in.</summary>
    public static readonly AuthorizationPolicy SignedIn = For(Role.Admin, Role.Staff, Role.User);

    /// <summary>Sees templates and devices, makes devices and controls them.</summary>
    public static readonly AuthorizationPolicy ManagesDevices = For(Role.Admin, Role.Staff);

    /// <summary>Makes and changes device types.</summary>
    public static readonly AuthorizationPolicy ManagesTemplates = For(Role.Admin);

    /// <summary>Sees the secret of a device that exists already.</summary>
    public static readonly AuthorizationPolicy RevealsTokens = For(Role.Admin);

    /// <summary>Watches what a device and the cloud say to each other.</summary>
    public static readonly AuthorizationPolicy WatchesTraffic = For(Role.Admin, Role.Staff);

    /// <summary>Orders, exports and deletes static tokens.</summary>
    public static readonly AuthorizationPolicy ManagesStaticTokens = For(Role.Admin);

    /// <summary>Sees static tokens without their secrets.</summary>
    public static readonly AuthorizationPolicy SeesStaticTokens = For(Role.Admin, Role.Staff);

    /// <summary>Reads who did what.</summary>
    public static readonly AuthorizationPolicy ReadsAudit = For(Role.Admin);

    /// <summary>Sees who is in the organisation, gives roles, suspends, hands over links to new passwords.</summary>
    public static readonly AuthorizationPolicy ManagesPeople = For(Role.Admin);

    /// <summary>Sees and changes how the organisation and this cloud are set up.</summary>
    public static readonly AuthorizationPolicy ManagesSettings = For(Role.Admin);

    private static AuthorizationPolicy For(params Role[] roles) =>
        new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .RequireRole(roles.Select(role => role.ToString()))
            .Build();
}
