using System.Data.Common;
using Dapper;
using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Storage.Stores;

/// <summary>Organisations that come, each with what it begins with, in one write.</summary>
internal sealed partial class OrganisationStore
{
    private const string Insert = """
        INSERT INTO organisation (parent_id, name, sort_name, description, sign_up, time_zone, created_at)
        VALUES (@Parent, @Name, @SortName, @Description, @SignUp, @TimeZone, @CreatedAt)
        ON CONFLICT DO NOTHING RETURNING id
        """;

    private const string Inherit = """
        INSERT INTO template_use (template_id, organisation_id)
        SELECT id, @id FROM template WHERE organisation_id = @Parent
        UNION SELECT template_id, @id FROM template_use WHERE organisation_id = @Parent
        RETURNING template_id
        """;

    public Task<MadeOrganisation?> TryInsertAsync(Organisation organisation, CancellationToken cancellation) =>
        database.WriteAsync(connection => TryMake(connection, organisation), cancellation);

    public async Task<Founding> FoundAsync(
        Organisation organisation,
        IReadOnlyList<string> names,
        Person first,
        CancellationToken cancellation
    )
    {
        var (founding, person) = await database.WriteAsync(Found, cancellation);
        // Only now: a person whose commit failed has no id.
        if (founding.Made is { } made)
            (first.Id, first.Organisation) = (new UserId(person), made.Organisation.Id);
        return founding;

        (Founding, long) Found(DbConnection connection)
        {
            const string taken = "SELECT 1 FROM person WHERE normalized_email = @NormalizedEmail";
            if (connection.ExecuteScalar<long?>(taken, new { first.NormalizedEmail }) is not null)
                return (new Founding(null, IsEmailTaken: true), 0);
            foreach (var name in names)
            {
                if (TryMake(connection, organisation with { Name = name }) is not { } made)
                    continue;
                var row = PersonRow.From(first, made.Organisation.Id);
                return (new Founding(made), connection.ExecuteScalar<long>(AccountStore.Insert, row));
            }

            return (new Founding(null), 0);
        }
    }

    private static MadeOrganisation? TryMake(DbConnection connection, Organisation organisation)
    {
        var row = OrganisationRow.From(organisation);
        if (connection.ExecuteScalar<long?>(Insert, row) is not { } id)
            return null;
        var templates = connection.Query<string>(Inherit, new { id, row.Parent }).Select(TemplateRow.ReadId);
        return new MadeOrganisation(organisation with { Id = new OrganisationId(id) }, [.. templates]);
    }
}
