using Firstlight.Accounts;

namespace Firstlight.Api;

/// <param name="ParentId">The organisation acted in when nothing is said.</param>
internal sealed record CreateOrganisation(string? Name, string? Description, long? ParentId);

/// <summary>What is left out stays.</summary>
/// <param name="TimeZone">An IANA name; an empty one takes it away, and that of the organisation above holds.</param>
internal sealed record EditOrganisation(string? Name, string? Description, string? TimeZone);

/// <param name="ParentId">Null for the organisation acted in: nobody sees upwards.</param>
/// <param name="TimeZone">Its own; null: that of the organisation above it.</param>
internal sealed record OrganisationRow(
    long Id,
    long? ParentId,
    string Name,
    string Description,
    DateTimeOffset CreatedAt,
    string? TimeZone
)
{
    public static OrganisationRow Of(Organisation organisation, Caller caller) =>
        new(
            organisation.Id.Value,
            organisation.Id == caller.Organisation ? null : organisation.Parent?.Value,
            organisation.Name,
            organisation.Description,
            organisation.CreatedAt,
            organisation.TimeZone
        );
}

/// <param name="Path">From the organisation acted in down to this one.</param>
internal sealed record OrganisationDetail(
    long Id,
    long? ParentId,
    string Name,
    string Description,
    DateTimeOffset CreatedAt,
    string? TimeZone,
    IReadOnlyList<OrganisationStep> Path,
    OrganisationContents Contents
)
{
    /// <param name="upwards">The organisation first, the one acted in last.</param>
    public static OrganisationDetail Of(IReadOnlyList<Organisation> upwards, OrganisationContents contents) =>
        new(
            upwards[0].Id.Value,
            upwards.Count > 1 ? upwards[1].Id.Value : null,
            upwards[0].Name,
            upwards[0].Description,
            upwards[0].CreatedAt,
            upwards[0].TimeZone,
            [.. upwards.Reverse().Select(node => new OrganisationStep(node.Id.Value, node.Name))],
            contents
        );
}

/// <summary>One organisation on the way from the one acted in.</summary>
internal sealed record OrganisationStep(long Id, string Name);
