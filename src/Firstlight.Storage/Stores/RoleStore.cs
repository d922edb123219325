using Dapper;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>The roles that people made.</summary>
internal sealed class RoleStore(IDatabase database) : IRoleStore
{
    // Upwards from the organisation; the level tells its own roles from those that must apply below.
    private const string List = $"""
        {OrganisationRow.Up}
        SELECT r.id AS Id, r.name AS Name, r.permissions AS Permissions, r.organisation_id AS Organisation,
            r.applies_below AS AppliesBelow
        FROM up JOIN role r ON r.organisation_id = up.id AND (up.level = 0 OR r.applies_below)
        ORDER BY r.id
        """;

    private const string Insert = """
        INSERT INTO role (organisation_id, name, sort_name, permissions, applies_below)
        VALUES (@Organisation, @Name, @SortName, @Permissions, @AppliesBelow)
        ON CONFLICT DO NOTHING RETURNING id
        """;

    private const string Update = """
        UPDATE role
        SET name = @Name, sort_name = @SortName, permissions = @Permissions, applies_below = @AppliesBelow
        WHERE id = @Id AND NOT EXISTS (
            SELECT 1 FROM role WHERE organisation_id = @Organisation AND sort_name = @SortName AND id <> @Id
        )
        """;

    public Task<IReadOnlyList<Role>> ListAsync(OrganisationId organisation, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Role>>(
            connection =>
                connection.Query<RoleRow>(List, new { organisation.Value }).Select(row => row.ToRole()).ToList(),
            cancellation
        );

    public async Task<Role?> TryInsertAsync(Role role, CancellationToken cancellation)
    {
        var row = RoleRow.From(role);
        var id = await database.WriteAsync(connection => connection.ExecuteScalar<long?>(Insert, row), cancellation);
        return id is { } given ? role with { Id = new RoleId(given) } : null;
    }

    public Task<bool> TryUpdateAsync(Role role, CancellationToken cancellation)
    {
        var row = RoleRow.From(role);
        return database.WriteAsync(connection => connection.Execute(Update, row) == 1, cancellation);
    }

    public Task<bool> IsUsedBelowAsync(Role role, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection.ExecuteScalar<long?>(
                    """
                    SELECT 1 FROM person WHERE role_id = @Id AND organisation_id <> @Organisation
                    UNION ALL SELECT 1 FROM invitation WHERE role_id = @Id AND organisation_id <> @Organisation
                    LIMIT 1
                    """,
                    new { Id = role.Id.Value, Organisation = role.Organisation?.Value }
                )
                    is not null,
            cancellation
        );

    public Task DeleteAsync(RoleId role, RoleId replacement, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    """
                    UPDATE person SET role_id = @Replacement WHERE role_id = @Role;
                    UPDATE invitation SET role_id = @Replacement WHERE role_id = @Role;
                    DELETE FROM role WHERE id = @Role;
                    """,
                    new { Role = role.Value, Replacement = replacement.Value }
                ),
            cancellation
        );
}
