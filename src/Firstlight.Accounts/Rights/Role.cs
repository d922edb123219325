using System.Globalization;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>A role's number. 1 to 100 are built in.</summary>
public readonly record struct RoleId(long Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a person may do in their organisation and, with the permission to switch, in those below.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What to call it.</param>
/// <param name="Permissions">What it allows.</param>
/// <param name="Organisation">Where it was made; null for one that is built in and is there everywhere.</param>
/// <param name="AppliesBelow">People of the organisations below may have it, too.</param>
public sealed record Role(
    RoleId Id,
    string Name,
    Permissions Permissions,
    OrganisationId? Organisation = null,
    bool AppliesBelow = true
)
{
    private const Permissions OfUser =
        Permissions.ViewOwnDevices
        | Permissions.ProvisionDevices
        | Permissions.ControlOwnDevices
        | Permissions.DeleteOwnDevices
        | Permissions.DownloadOwnReports
        | Permissions.ViewTemplates;

    private const Permissions OfStaff =
        OfUser
        | Permissions.ViewDevices
        | Permissions.CreateDevices
        | Permissions.ControlDevices
        | Permissions.DeleteDevices
        | Permissions.DownloadReports
        | Permissions.ViewTraffic
        | Permissions.ViewStaticTokens
        | Permissions.ViewShipments;

    /// <summary>Everything; cannot be changed or deleted.</summary>
    public static Role Admin { get; } = new(new RoleId(1), nameof(Admin), Permissions.All);

    /// <summary>Sees and manages the organisation's devices.</summary>
    public static Role Staff { get; } = new(new RoleId(2), nameof(Staff), OfStaff);

    /// <summary>Own devices only.</summary>
    public static Role User { get; } = new(new RoleId(3), nameof(User), OfUser);

    /// <summary>What stands in a role's place for an API client: its scopes say what it may do.</summary>
    public static Role ApiClient { get; } = new(new RoleId(0), "API client", Permissions.None);

    /// <summary>Those that every organisation has.</summary>
    public static IReadOnlyList<Role> BuiltIn { get; } = [Admin, Staff, User];

    /// <summary>True for one that is there everywhere and stays as it is.</summary>
    public bool IsBuiltIn => Organisation is null;

    /// <summary>True when every one of <paramref name="permissions"/> is allowed.</summary>
    public bool Allows(Permissions permissions) => (Permissions & permissions) == permissions;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
