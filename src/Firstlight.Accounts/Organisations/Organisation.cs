using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>A node of the organisation tree.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">The node above; null for the root.</param>
/// <param name="Name">What to call it; unique among its siblings.</param>
/// <param name="SignUpAllowed">Strangers may make an account of their own in it.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Organisation(
    OrganisationId Id,
    OrganisationId? Parent,
    string Name,
    bool SignUpAllowed,
    DateTimeOffset CreatedAt
)
{
    /// <summary>What it is, in a few words; empty for nothing.</summary>
    public string Description { get; init; } = "";
}

/// <summary>What stands in the way of deleting an organisation.</summary>
public sealed record OrganisationContents(long Organisations, long People, long Devices, long Templates, long Batches)
{
    /// <summary>True when nothing does.</summary>
    public bool IsEmpty => Organisations + People + Devices + Templates + Batches == 0;
}
