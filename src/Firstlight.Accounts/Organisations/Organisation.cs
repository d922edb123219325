using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>A node of the organisation tree.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">The node above; null for the root.</param>
/// <param name="Name">What to call it; unique among its siblings.</param>
/// <param name="SignUp">What becomes of strangers who make an account; only the root lets them.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Organisation(
    OrganisationId Id,
    OrganisationId? Parent,
    string Name,
    SignUpMode SignUp,
    DateTimeOffset CreatedAt
)
{
    /// <summary>What it is, in a few words; empty for nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>The IANA name of its time zone; null: that of the organisation above it.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>What becomes of strangers who make an account (docs/decisions/0026).</summary>
public enum SignUpMode
{
    /// <summary>They cannot.</summary>
    Off,

    /// <summary>They come into the root organisation with the role User.</summary>
    JoinsAsUser,

    /// <summary>Each gets an organisation below the root and is its administrator.</summary>
    OwnOrganisation,
}

/// <summary>An organisation that was made, and which templates of its parent were enabled for it in the same write.</summary>
public sealed record MadeOrganisation(Organisation Organisation, IReadOnlyList<TemplateId> Templates);

/// <summary>What stands in the way of deleting an organisation.</summary>
public sealed record OrganisationContents(long Organisations, long People, long Devices, long Templates, long Batches)
{
    /// <summary>True when nothing does.</summary>
    public bool IsEmpty => Organisations + People + Devices + Templates + Batches == 0;
}
