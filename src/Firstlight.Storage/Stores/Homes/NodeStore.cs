using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>The nodes and whether they live.</summary>
internal sealed class NodeStore(IDatabase database, TimeProvider time) : INodeStore
{
    private const string Living = "state <> 'Gone'";

    private const string Select = $"SELECT id, name, state, started_at, beat FROM node WHERE {Living} ORDER BY id";

    private const string Insert = """
        INSERT INTO node (id, name, state, started_at, beat)
        SELECT next - 1, @name, 'Running', @now, 0 FROM counter WHERE name = 'node'
        RETURNING id
        """;

    public Task<NodeId> RegisterAsync(string name, CancellationToken cancellation)
    {
        var now = StoredTime.From(time.GetUtcNow());
        return database.WriteAsync(connection => Register(connection, name, now), cancellation);
    }

    public Task<bool> BeatAsync(NodeId node, CancellationToken cancellation) =>
        ChangeAsync($"UPDATE node SET beat = beat + 1 WHERE id = @Value AND {Living}", node, cancellation);

    public Task<bool> DrainAsync(NodeId node, CancellationToken cancellation) =>
        ChangeAsync($"UPDATE node SET state = 'Draining' WHERE id = @Value AND {Living}", node, cancellation);

    public Task<bool> DeclareGoneAsync(NodeId node, long beat, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    $"UPDATE node SET state = 'Gone' WHERE id = @Value AND beat = @beat AND {Living}",
                    new { node.Value, beat }
                ) == 1,
            cancellation
        );

    public Task<IReadOnlyList<Node>> ListAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Node>>(
            connection =>
                connection
                    .Query<(long Id, string Name, string State, long StartedAt, long Beat)>(Select)
                    .Select(row => new Node(
                        new NodeId(row.Id),
                        row.Name,
                        Enum.Parse<NodeState>(row.State),
                        StoredTime.Read(row.StartedAt),
                        row.Beat
                    ))
                    .ToList(),
            cancellation
        );

    private static NodeId Register(DbConnection connection, string name, long now)
    {
        connection.Execute($"UPDATE node SET state = 'Gone' WHERE name = @name AND {Living}", new { name });
        // Of those that are gone only what devices still point to is of use.
        connection.Execute(
            "DELETE FROM node WHERE state = 'Gone' AND NOT EXISTS (SELECT 1 FROM device_home WHERE node_id = node.id)"
        );
        connection.Execute("UPDATE counter SET next = next + 1 WHERE name = 'node'");
        return new NodeId(connection.ExecuteScalar<long>(Insert, new { name, now }));
    }

    private Task<bool> ChangeAsync(string statement, NodeId node, CancellationToken cancellation) =>
        database.WriteAsync(connection => connection.Execute(statement, new { node.Value }) == 1, cancellation);
}
