using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>What devices send while they live: last values, history, presence, events.</summary>
internal sealed class FleetStore(IDatabase database, WebhookBell bell, TimeProvider time) : IFleetStore
{
    public async Task AppendAsync(FleetBatch batch, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var queued = await database.WriteAsync(
            connection => FleetBatchWork.Write(connection, batch, now),
            cancellation
        );
        if (queued > 0)
            bell.Ring();
    }

    public Task<IReadOnlyList<TwinValue>> ReadTwinAsync(DeviceId device, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<TwinValue>>(
            connection =>
                connection
                    .Query<(long Pin, string Value, long UpdatedAt)>(
                        "SELECT pin, value, updated_at FROM twin WHERE device_id = @Value ORDER BY pin",
                        new { device.Value }
                    )
                    .Select(row => new TwinValue(
                        new VirtualPin((byte)row.Pin),
                        row.Value,
                        StoredTime.Read(row.UpdatedAt)
                    ))
                    .ToList(),
            cancellation
        );

    public Task<IReadOnlyList<(long Id, HistoryPoint Point)>> ReadHistoryAsync(
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        long? afterId,
        int limit,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<(long, HistoryPoint)>>(
            connection =>
            {
                // Points are in order of time and then of id: one that was imported late stands where its time puts it.
                var earliest = StoredTime.From(from);
                if (afterId is not null)
                {
                    if (FindTime(connection, device, afterId.Value) is not { } afterAt)
                        return [];
                    earliest = Math.Max(earliest, afterAt);
                }

                return connection
                    .Query<(long Id, long At, string Value)>(
                        """
                        SELECT id, at, value FROM history
                        WHERE device_id = @Device AND pin = @Pin AND at >= @earliest AND at < @To
                            AND (at > @earliest OR id > @AfterId)
                        ORDER BY at, id LIMIT @Limit
                        """,
                        new
                        {
                            Device = device.Value,
                            Pin = (long)pin.Number,
                            earliest,
                            To = StoredTime.From(to),
                            AfterId = afterId ?? 0,
                            Limit = limit + 1,
                        }
                    )
                    .Select(row => (row.Id, new HistoryPoint(StoredTime.Read(row.At), row.Value)))
                    .ToList();
            },
            cancellation
        );

    public Task<IReadOnlyList<DeviceEvent>> ReadEventsAsync(
        DeviceId device,
        long? beforeId,
        int limit,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<DeviceEvent>>(
            connection =>
                connection
                    .Query<(long Id, string Code, string? Description, long At, long? ResolvedAt)>(
                        """
                        SELECT id, code, description, at, resolved_at FROM device_event
                        WHERE device_id = @Value AND id < @Before ORDER BY id DESC LIMIT @Limit
                        """,
                        new
                        {
                            device.Value,
                            Before = beforeId ?? long.MaxValue,
                            Limit = limit + 1,
                        }
                    )
                    .Select(row => new DeviceEvent(
                        row.Id,
                        row.Code,
                        row.Description,
                        StoredTime.Read(row.At),
                        StoredTime.Read(row.ResolvedAt)
                    ))
                    .ToList(),
            cancellation
        );

    public async Task<int> MarkAllOfflineAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        var parameters = new { At = StoredTime.From(at), Online = false };
        var marked = await database.WriteAsync(
            connection =>
            {
                TellOffline(connection, at);
                connection.Execute(
                    "INSERT INTO device_event (device_id, code, at) SELECT id, 'offline', @At FROM device WHERE online",
                    parameters
                );
                return connection.Execute("UPDATE device SET online = @Online WHERE online", parameters);
            },
            cancellation
        );
        bell.Ring();
        return marked;
    }

    private static void TellOffline(DbConnection connection, DateTimeOffset at)
    {
        using var webhooks = new WebhookCapture(connection, at);
        if (!webhooks.HasListeners)
            return;
        foreach (var device in connection.Query<long>("SELECT id FROM device WHERE online ORDER BY id"))
            webhooks.Event(new EventRecord(new DeviceId(device), "offline", null, at));
        webhooks.Finish();
    }

    private static long? FindTime(DbConnection connection, DeviceId device, long pointId) =>
        connection.ExecuteScalar<long?>(
            "SELECT at FROM history WHERE id = @pointId AND device_id = @Value",
            new { pointId, device.Value }
        );
}
