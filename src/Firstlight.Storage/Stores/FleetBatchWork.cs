using System.Data.Common;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Writes one batch of what devices sent. A record whose device is gone changes nothing.</summary>
internal static class FleetBatchWork
{
    private const string DeleteProperty = "DELETE FROM property WHERE device_id = @p0 AND pin = @p1 AND property = @p2";

    private const string UpsertProperty = """
        INSERT INTO property (device_id, pin, property, value) VALUES (@p0, @p1, @p2, @p3)
        ON CONFLICT (device_id, pin, property) DO UPDATE SET value = excluded.value
        """;

    private const string UpdatePresence = """
        UPDATE device
        SET online = @p1,
            last_seen_at = CASE WHEN last_seen_at > @p2 THEN last_seen_at ELSE @p2 END,
            first_connected_at = CASE WHEN @p3 THEN COALESCE(first_connected_at, @p2) ELSE first_connected_at END
        WHERE id = @p0
        """;

    private const string InsertEvent =
        "INSERT INTO device_event (device_id, code, description, at) VALUES (@p0, @p1, @p2, @p3)";

    // Not later ones: a batch does not say in which order events and their resolutions came.
    private const string ResolveAll =
        "UPDATE device_event SET resolved_at = @p2 WHERE device_id = @p0 AND code = @p1 AND at <= @p2 AND resolved_at IS NULL";

    private const string ResolveNewest = """
        UPDATE device_event SET resolved_at = @p2
        WHERE resolved_at IS NULL AND id = (
            SELECT id FROM device_event WHERE device_id = @p0 AND code = @p1 AND at <= @p2 ORDER BY id DESC LIMIT 1
        )
        """;

    /// <summary>Answers how many messages to webhooks wait because of it.</summary>
    public static int Write(DbConnection connection, FleetBatch batch, DateTimeOffset now)
    {
        // Whether devices exist is asked before: for an INSERT … SELECT the engine must expect many rows, and copies every page
        // it is about to change.
        var devices = new ExistingDevices(connection, DevicesOf(batch));
        using var webhooks = new WebhookCapture(connection, now);
        foreach (var record in batch.Presence)
            webhooks.Connected(record);
        WritePoints(connection, devices, batch.Values);
        using (var statements = StatementQueue.On(connection))
        {
            WriteValues(statements, devices, batch.Values);
            WriteProperties(statements, devices, batch.Properties);
            WritePresence(statements, batch.Presence);
            WriteEvents(statements, devices, batch.Events);
            WriteResolved(statements, batch.Resolved);
            statements.Finish();
        }

        return webhooks.HasListeners ? Tell(webhooks, batch) : 0;
    }

    private static IEnumerable<DeviceId> DevicesOf(FleetBatch batch) =>
        batch
            .Values.Select(record => record.Device)
            .Concat(batch.Properties.Select(record => record.Device))
            .Concat(batch.Events.Select(record => record.Device));

    private static int Tell(WebhookCapture webhooks, FleetBatch batch)
    {
        foreach (var record in batch.Events)
            webhooks.Event(record);
        foreach (var record in batch.Values)
            webhooks.Value(record);
        return webhooks.Finish();
    }

    private static void WritePoints(DbConnection connection, ExistingDevices devices, IReadOnlyList<ValueRecord> values)
    {
        using var points = RowSink.Into(connection, "history", "device_id", "pin", "at", "value");
        foreach (var value in values)
        {
            if (value.Keeping is PointKeeping.Point or PointKeeping.PointAndMinute && devices.Contains(value.Device))
                points.Add(value.Device.Value, (long)value.Pin.Number, StoredTime.From(value.At), value.Value);
        }

        points.Finish();
    }

    private static void WriteValues(
        StatementQueue statements,
        ExistingDevices devices,
        IReadOnlyList<ValueRecord> values
    )
    {
        var minutes = new MinuteRows();
        var twins = new TwinRows();
        foreach (var value in values)
        {
            if (!devices.Contains(value.Device))
                continue;
            if (value.Keeping is PointKeeping.Minute or PointKeeping.PointAndMinute)
                minutes.Add(value, StoredTime.From(value.At));
            twins.Add(value);
        }

        minutes.Write(statements);
        twins.Write(statements);
    }

    private static void WriteProperties(
        StatementQueue statements,
        ExistingDevices devices,
        IReadOnlyList<PropertyRecord> properties
    )
    {
        foreach (var (device, pin, property, value) in properties)
        {
            if (!devices.Contains(device))
                continue;
            if (value is null)
                statements.Run(DeleteProperty, device.Value, (long)pin.Number, property);
            else
                statements.Run(UpsertProperty, device.Value, (long)pin.Number, property, value);
        }
    }

    private static void WritePresence(StatementQueue statements, IReadOnlyList<PresenceRecord> presence)
    {
        foreach (var record in presence)
            statements.Run(
                UpdatePresence,
                record.Device.Value,
                record.Online,
                StoredTime.From(record.LastSeenAt),
                record.Connected
            );
    }

    private static void WriteEvents(
        StatementQueue statements,
        ExistingDevices devices,
        IReadOnlyList<EventRecord> events
    )
    {
        foreach (var record in events)
        {
            if (devices.Contains(record.Device))
                statements.Run(
                    InsertEvent,
                    record.Device.Value,
                    record.Code,
                    record.Description,
                    StoredTime.From(record.At)
                );
        }
    }

    private static void WriteResolved(StatementQueue statements, IReadOnlyList<ResolveRecord> resolved)
    {
        foreach (var record in resolved)
            statements.Run(
                record.All ? ResolveAll : ResolveNewest,
                record.Device.Value,
                record.Code,
                StoredTime.From(record.At)
            );
    }
}
