using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>An organisation as the database holds it.</summary>
internal sealed class OrganisationRow
{
    public const string Columns = """
        o.id AS Id, o.parent_id AS Parent, o.name AS Name, o.description AS Description,
        o.sign_up AS SignUp, o.time_zone AS TimeZone, o.created_at AS CreatedAt
        """;

    /// <summary>The way from <c>@Value</c> up to the root: <c>up (id, level)</c>, level 0 at the bottom.</summary>
    public const string Up = """
        WITH RECURSIVE up (id, level) AS (
            SELECT id, 0 FROM organisation WHERE id = @Value
            UNION ALL
            SELECT o.parent_id, up.level + 1 FROM organisation o JOIN up ON o.id = up.id WHERE o.parent_id IS NOT NULL
        )
        """;

    public long Id { get; init; }

    public long? Parent { get; init; }

    public string Name { get; init; } = "";

    public string SortName { get; init; } = "";

    public string Description { get; init; } = "";

    public string SignUp { get; init; } = "";

    public string? TimeZone { get; init; }

    public long CreatedAt { get; init; }

    public static OrganisationRow From(Organisation organisation) =>
        new()
        {
            Id = organisation.Id.Value,
            Parent = organisation.Parent?.Value,
            Name = organisation.Name,
            SortName = SearchText.Of(organisation.Name),
            Description = organisation.Description,
            SignUp = organisation.SignUp.ToString(),
            TimeZone = organisation.TimeZone,
            CreatedAt = StoredTime.From(organisation.CreatedAt),
        };

    public Organisation ToOrganisation() =>
        new(
            new OrganisationId(Id),
            Parent is { } parent ? new OrganisationId(parent) : null,
            Name,
            Enum.Parse<SignUpMode>(SignUp),
            StoredTime.Read(CreatedAt)
        )
        {
            Description = Description,
            TimeZone = TimeZone,
        };
}
