using System.Data.Common;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Writes one batch of what devices sent. A record whose device is gone changes nothing.</summary>
internal static class FleetBatchWork
{
    // One row by VALUES, and whether the device exists is asked before: for an INSERT … SELECT the engine must expect many
    // rows, and copies every page it is about to change.
    private const string InsertPoint = "INSERT INTO history (device_id, pin, at, value) VALUES (@p0, @p1, @p2, @p3)";

    // The fleet has decided which value is the latest; a clock that was set back must not make disk and memory differ.
    private const string UpsertTwin = """
        INSERT INTO twin (device_id, pin, updated_at, value) VALUES (@p0, @p1, @p2, @p3)
        ON CONFLICT (device_id, pin) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
        """;

    private const string DeleteTwin = "DELETE FROM twin WHERE device_id = @p0 AND pin = @p1";

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
        using var devices = new ExistingDevices(connection);
        using var webhooks = new WebhookCapture(connection, now);
        foreach (var record in batch.Presence)
            webhooks.Connected(record);
        WriteValues(connection, devices, batch.Values);
        WriteProperties(connection, devices, batch.Properties);
        WritePresence(connection, batch.Presence);
        WriteEvents(connection, devices, batch.Events);
        WriteResolved(connection, batch.Resolved);
        return webhooks.HasListeners ? Tell(webhooks, batch) : 0;
    }

    private static int Tell(WebhookCapture webhooks, FleetBatch batch)
    {
        foreach (var record in batch.Events)
            webhooks.Event(record);
        foreach (var record in batch.Values)
            webhooks.Value(record);
        return webhooks.Finish();
    }

    private static void WriteValues(DbConnection connection, ExistingDevices devices, IReadOnlyList<ValueRecord> values)
    {
        using var point = new Statement(connection, InsertPoint, 4);
        using var twin = new Statement(connection, UpsertTwin, 4);
        using var erase = new Statement(connection, DeleteTwin, 2);
        var minutes = new MinuteRows();
        foreach (var value in values)
        {
            if (!devices.Contains(value.Device))
                continue;
            object device = value.Device.Value;
            object pin = (long)value.Pin.Number;
            var time = StoredTime.From(value.At);
            object at = time;
            if (value.Keeping is PointKeeping.Point or PointKeeping.PointAndMinute)
                point.Execute(device, pin, at, value.Value);
            if (value.Keeping is PointKeeping.Minute or PointKeeping.PointAndMinute)
                minutes.Add(value, time);
            if (value.IsLatest)
                twin.Execute(device, pin, at, value.Value);
            else if (value.IsErased)
                erase.Execute(device, pin);
        }

        minutes.Write(connection);
    }

    private static void WriteProperties(
        DbConnection connection,
        ExistingDevices devices,
        IReadOnlyList<PropertyRecord> properties
    )
    {
        using var set = new Statement(connection, UpsertProperty, 4);
        using var erase = new Statement(connection, DeleteProperty, 3);
        foreach (var (device, pin, property, value) in properties)
        {
            if (!devices.Contains(device))
                continue;
            if (value is null)
                erase.Execute(device.Value, (long)pin.Number, property);
            else
                set.Execute(device.Value, (long)pin.Number, property, value);
        }
    }

    private static void WritePresence(DbConnection connection, IReadOnlyList<PresenceRecord> presence)
    {
        using var statement = new Statement(connection, UpdatePresence, 4);
        foreach (var record in presence)
            statement.Execute(record.Device.Value, record.Online, StoredTime.From(record.LastSeenAt), record.Connected);
    }

    private static void WriteEvents(DbConnection connection, ExistingDevices devices, IReadOnlyList<EventRecord> events)
    {
        using var statement = new Statement(connection, InsertEvent, 4);
        foreach (var record in events)
        {
            if (devices.Contains(record.Device))
                statement.Execute(record.Device.Value, record.Code, record.Description, StoredTime.From(record.At));
        }
    }

    private static void WriteResolved(DbConnection connection, IReadOnlyList<ResolveRecord> resolved)
    {
        using var newest = new Statement(connection, ResolveNewest, 3);
        using var all = new Statement(connection, ResolveAll, 3);
        foreach (var record in resolved)
            (record.All ? all : newest).Execute(record.Device.Value, record.Code, StoredTime.From(record.At));
    }

    /// <summary>Which devices of a batch exist. Each is asked for once: none can come or go while its batch is written.</summary>
    private sealed class ExistingDevices(DbConnection connection) : IDisposable
    {
        private readonly Statement _find = new(connection, "SELECT 1 FROM device WHERE id = @p0", 1);
        private readonly Dictionary<DeviceId, bool> _asked = [];

        public bool Contains(DeviceId device)
        {
            if (!_asked.TryGetValue(device, out var exists))
                _asked.Add(device, exists = _find.Finds(device.Value));
            return exists;
        }

        public void Dispose() => _find.Dispose();
    }
}
