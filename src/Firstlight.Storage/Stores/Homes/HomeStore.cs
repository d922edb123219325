using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Where devices live. Units of work run one after the other, on one node or several: the last that takes a device has it.</summary>
internal sealed class HomeStore(IDatabase database, WebhookBell bell, TimeProvider time) : IHomeStore
{
    private const string Find = """
        SELECT h.node_id, h.epoch FROM device_home h JOIN node n ON n.id = h.node_id
        WHERE h.device_id = @Device AND n.state <> 'Gone'
        """;

    private const string FindAny = "SELECT COALESCE(node_id, 0), epoch FROM device_home WHERE device_id = @Device";

    private const string Put = """
        INSERT INTO device_home (device_id, node_id, epoch) VALUES (@Device, @Node, 1)
        ON CONFLICT (device_id) DO UPDATE SET node_id = excluded.node_id, epoch = device_home.epoch + 1
        RETURNING epoch
        """;

    // Also for one that lives nowhere the epoch stays: the next home has a higher one.
    private const string Leave = """
        UPDATE device_home SET node_id = NULL WHERE device_id = @Device AND node_id = @Node AND epoch = @Epoch
        """;

    private const string FindOrphans = """
        SELECT h.device_id, h.epoch + 1, d.last_seen_at
        FROM device_home h JOIN device d ON d.id = h.device_id
        WHERE h.node_id IN (SELECT id FROM node WHERE state = 'Gone') AND d.online
        ORDER BY h.device_id LIMIT @limit
        """;

    public async Task<HomeTaken?> TakeAsync(DeviceId device, NodeId node, CancellationToken cancellation) =>
        await database.WriteAsync(connection => Take(connection, device, node), cancellation);

    public Task<bool> LeaveAsync(DeviceId device, Home home, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    Leave,
                    new
                    {
                        Device = device.Value,
                        Node = home.Node.Value,
                        home.Epoch,
                    }
                ) == 1,
            cancellation
        );

    public Task<Home?> FindAsync(DeviceId device, CancellationToken cancellation) =>
        database.ReadAsync(connection => HomeOf(connection, Find, device), cancellation);

    public async Task<IReadOnlyCollection<DeviceId>> AppendAsync(
        FleetBatch batch,
        HomeFence fence,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var (stale, queued) = await database.WriteAsync(
            connection => Append(connection, batch, fence, now),
            cancellation
        );
        if (queued > 0)
            bell.Ring();
        return stale;
    }

    public Task<IReadOnlyList<AdoptedDevice>> AdoptAsync(NodeId heir, int limit, CancellationToken cancellation) =>
        database.WriteAsync<IReadOnlyList<AdoptedDevice>>(connection => Adopt(connection, heir, limit), cancellation);

    private static HomeTaken? Take(DbConnection connection, DeviceId device, NodeId node)
    {
        CheckLives(connection, node);
        if (
            connection.ExecuteScalar<bool?>("SELECT online FROM device WHERE id = @Value", new { device.Value })
            is not { } online
        )
            return null;
        var before = HomeOf(connection, FindAny, device);
        if (before is { } same && same.Node == node)
            return new HomeTaken(same.Epoch, null);
        var epoch = connection.ExecuteScalar<long>(Put, new { Device = device.Value, Node = node.Value });
        return new HomeTaken(epoch, before?.Node is { Value: > 0 } left ? left : null, online);
    }

    private static (IReadOnlyCollection<DeviceId> Stale, int Queued) Append(
        DbConnection connection,
        FleetBatch batch,
        HomeFence fence,
        DateTimeOffset now
    )
    {
        CheckLives(connection, fence.Node);
        var stale = FencedBatch.FindStale(connection, batch, fence);
        return (stale, FleetBatchWork.Write(connection, FencedBatch.Without(batch, stale), now));
    }

    private static List<AdoptedDevice> Adopt(DbConnection connection, NodeId heir, int limit)
    {
        CheckLives(connection, heir);
        var adopted = connection
            .Query<(long Device, long Epoch, long? LastSeenAt)>(FindOrphans, new { limit })
            .Select(row => new AdoptedDevice(new DeviceId(row.Device), row.Epoch, StoredTime.Read(row.LastSeenAt)))
            .ToList();
        using var statements = StatementQueue.On(connection);
        foreach (var (device, epoch, _) in adopted)
            statements.Run(
                "UPDATE device_home SET node_id = @p1, epoch = @p2 WHERE device_id = @p0",
                device.Value,
                heir.Value,
                epoch
            );
        statements.Finish();
        return adopted;
    }

    private static Home? HomeOf(DbConnection connection, string find, DeviceId device) =>
        connection
            .Query<(long Node, long Epoch)>(find, new { Device = device.Value })
            .Select(row => (Home?)new Home(new NodeId(row.Node), row.Epoch))
            .SingleOrDefault();

    /// <summary>What others have declared gone writes nothing about devices, whatever it believes.</summary>
    private static void CheckLives(DbConnection connection, NodeId node)
    {
        if (
            connection.ExecuteScalar<long?>(
                "SELECT 1 FROM node WHERE id = @Value AND state <> 'Gone'",
                new { node.Value }
            )
            is null
        )
            throw new StorageUnavailableException(
                $"Node {node} was declared gone; nothing was written. It has to register again."
            );
    }
}
