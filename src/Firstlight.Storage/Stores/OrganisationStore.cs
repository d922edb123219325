using System.Data.Common;
using Dapper;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>The tree of organisations, walked by the database itself.</summary>
internal sealed partial class OrganisationStore(IDatabase database) : IOrganisationStore
{
    private const string Path =
        $"{OrganisationRow.Up} SELECT {OrganisationRow.Columns} FROM up JOIN organisation o ON o.id = up.id ORDER BY up.level";

    private const string Below = $"""
        WITH RECURSIVE below (id) AS (
            SELECT id FROM organisation WHERE id = @Top
            UNION ALL
            SELECT o.id FROM organisation o JOIN below ON o.parent_id = below.id
        )
        SELECT {OrganisationRow.Columns} FROM below JOIN organisation o ON o.id = below.id
        WHERE o.id > @After ORDER BY o.id LIMIT @limit
        """;

    private const string Update = """
        UPDATE organisation
        SET name = @Name, sort_name = @SortName, description = @Description, sign_up = @SignUp, time_zone = @TimeZone
        WHERE id = @Id AND NOT EXISTS (
            SELECT 1 FROM organisation WHERE parent_id = @Parent AND sort_name = @SortName AND id <> @Id
        )
        """;

    private const string Contents = """
        SELECT (SELECT COUNT(*) FROM organisation WHERE parent_id = @Value) AS Organisations,
            (SELECT COUNT(*) FROM person WHERE organisation_id = @Value AND id NOT IN (SELECT person_id FROM api_client)) AS People,
            (SELECT COUNT(*) FROM device WHERE organisation_id = @Value) AS Devices,
            (SELECT COUNT(*) FROM template WHERE organisation_id = @Value) AS Templates,
            (SELECT COUNT(*) FROM static_batch WHERE organisation_id = @Value AND state <> 'Cancelled') AS Batches
        """;

    // A device that was made here and lives elsewhere now keeps its token without the attempt that issued it.
    private const string Delete = $"""
        {WebhookStore.DeleteOfOrganisation}
        DELETE FROM token
        WHERE session_id IN (SELECT id FROM provisioning_session WHERE organisation_id = @Value)
            AND NOT EXISTS (SELECT 1 FROM device WHERE device.id = token.device_id);
        UPDATE token SET session_id = NULL
        WHERE session_id IN (SELECT id FROM provisioning_session WHERE organisation_id = @Value);
        DELETE FROM provisioning_session WHERE organisation_id = @Value;
        DELETE FROM static_batch WHERE organisation_id = @Value;
        DELETE FROM template_use WHERE organisation_id = @Value;
        DELETE FROM invitation WHERE organisation_id = @Value;
        DELETE FROM role WHERE organisation_id = @Value;
        DELETE FROM api_secret WHERE person_id IN (SELECT id FROM person WHERE organisation_id = @Value);
        DELETE FROM api_client WHERE person_id IN (SELECT id FROM person WHERE organisation_id = @Value);
        DELETE FROM person WHERE organisation_id = @Value;
        DELETE FROM organisation WHERE id = @Value;
        """;

    public Task<IReadOnlyList<Organisation>> ReadPathAsync(OrganisationId id, CancellationToken cancellation) =>
        QueryAsync(Path, new { id.Value }, cancellation);

    public Task<IReadOnlyList<Organisation>> ListAsync(
        OrganisationId top,
        OrganisationId? after,
        int limit,
        CancellationToken cancellation
    ) =>
        QueryAsync(
            Below,
            new
            {
                Top = top.Value,
                After = after?.Value ?? 0,
                limit,
            },
            cancellation
        );

    public Task<long> CountAsync(CancellationToken cancellation) =>
        database.ReadAsync(
            connection => connection.ExecuteScalar<long>("SELECT COUNT(*) FROM organisation"),
            cancellation
        );

    public Task<bool> TryUpdateAsync(Organisation organisation, CancellationToken cancellation)
    {
        var row = OrganisationRow.From(organisation);
        return database.WriteAsync(connection => connection.Execute(Update, row) == 1, cancellation);
    }

    public Task<OrganisationContents> ReadContentsAsync(OrganisationId id, CancellationToken cancellation) =>
        database.ReadAsync(connection => ReadContents(connection, id), cancellation);

    public Task<bool> TryDeleteAsync(OrganisationId id, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                if (!ReadContents(connection, id).IsEmpty)
                    return false;
                connection.Execute(Delete, new { id.Value });
                return true;
            },
            cancellation
        );

    private static OrganisationContents ReadContents(DbConnection connection, OrganisationId id) =>
        connection.QuerySingle<OrganisationContents>(Contents, new { id.Value });

    private Task<IReadOnlyList<Organisation>> QueryAsync(
        string statement,
        object parameters,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<Organisation>>(
            connection =>
                connection.Query<OrganisationRow>(statement, parameters).Select(row => row.ToOrganisation()).ToList(),
            cancellation
        );
}
