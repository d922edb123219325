using Dapper;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Organisations that go to another place of the tree.</summary>
internal sealed partial class OrganisationStore
{
    private const string Subtree = """
        WITH RECURSIVE below (id, level) AS (
            SELECT id, 1 FROM organisation WHERE id = @Id
            UNION ALL
            SELECT o.id, below.level + 1 FROM organisation o JOIN below ON o.parent_id = below.id
        )
        """;

    private const string Height = $"{Subtree} SELECT MAX(level) FROM below";

    private const string IsNameTaken = """
        SELECT COUNT(*) FROM organisation
        WHERE parent_id = @To AND sort_name = (SELECT sort_name FROM organisation WHERE id = @Id)
        """;

    // The tree has no gaps: what one below uses, the moved one uses, too, or has made.
    private const string MissingTemplates = $"""
        {Subtree}
        SELECT DISTINCT t.name FROM template_use u JOIN template t ON t.id = u.template_id
        WHERE u.organisation_id IN (SELECT id FROM below)
            AND t.organisation_id NOT IN (SELECT id FROM below)
            AND t.organisation_id <> @To
            AND NOT EXISTS (SELECT 1 FROM template_use n WHERE n.template_id = t.id AND n.organisation_id = @To)
        ORDER BY t.name LIMIT @NamesMax
        """;

    private const string MissingRoles = $"""
        {Subtree},
        up (id) AS (
            SELECT @To
            UNION ALL
            SELECT o.parent_id FROM organisation o JOIN up ON o.id = up.id WHERE o.parent_id IS NOT NULL
        ),
        held (role_id) AS (
            SELECT role_id FROM person WHERE organisation_id IN (SELECT id FROM below)
            UNION
            SELECT role_id FROM invitation WHERE organisation_id IN (SELECT id FROM below) AND expires_at > @Now
        )
        SELECT r.name FROM role r JOIN held ON held.role_id = r.id
        WHERE r.organisation_id NOT IN (SELECT id FROM below) AND r.organisation_id NOT IN (SELECT id FROM up)
        ORDER BY r.name LIMIT @NamesMax
        """;

    private const string Move = "UPDATE organisation SET parent_id = @To WHERE id = @Id";

    public Task<int> ReadHeightAsync(OrganisationId id, CancellationToken cancellation) =>
        database.ReadAsync(connection => connection.ExecuteScalar<int>(Height, new { Id = id.Value }), cancellation);

    public Task<MoveObstacles> TryMoveAsync(
        OrganisationId id,
        OrganisationId to,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var move = new
        {
            Id = id.Value,
            To = to.Value,
            Now = StoredTime.From(now),
            MoveObstacles.NamesMax,
        };
        return database.WriteAsync(
            connection =>
            {
                var obstacles = new MoveObstacles(
                    connection.ExecuteScalar<long>(IsNameTaken, move) > 0,
                    connection.Query<string>(MissingTemplates, move).AsList(),
                    connection.Query<string>(MissingRoles, move).AsList()
                );
                if (obstacles.AreNone)
                    connection.Execute(Move, move);
                return obstacles;
            },
            cancellation
        );
    }
}
