using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Storage.Engine;
using Firstlight.Webhooks;

namespace Firstlight.Storage.Stores;

/// <summary>
/// Puts messages into the queues of webhooks within their bounds: what finds a full queue becomes a dead letter, and what finds no place there
/// either is counted. Values are not kept as dead letters: a newer one follows.
/// </summary>
internal sealed class WebhookQueue(DbConnection connection, DateTimeOffset now) : IDisposable
{
    private const string QueueFull = "The queue was full: the receiver takes less than happens.";

    // Behind what waits, or is under way, for the same device already.
    private const string Insert = """
        INSERT INTO webhook_delivery (webhook_id, device_id, pin, event, state, queued_at, next_at, skipped)
        VALUES (@p0, @p1, @p2, @p3, 'Waiting', @p4, coalesce((
            SELECT max(next_at) FROM webhook_delivery
            WHERE webhook_id = @p0 AND device_id = @p1 AND state IN ('Waiting', 'Sending') AND next_at > @p4
        ), @p4), @p5)
        """;

    private const string InsertDead = """
        INSERT INTO webhook_delivery (webhook_id, device_id, event, state, queued_at, next_at, ended_at, reason)
        VALUES (@p0, @p1, @p2, 'Dead', @p3, @p3, @p3, @p4)
        """;

    private const string Replace = """
        UPDATE webhook_delivery SET event = @p3, skipped = skipped + 1 + @p4
        WHERE id = (
            SELECT id FROM webhook_delivery
            WHERE webhook_id = @p0 AND device_id = @p1 AND state = 'Waiting' AND pin = @p2 AND taken = 0
            ORDER BY id DESC LIMIT 1
        )
        """;

    private readonly Statement _insert = Statement.On(connection, Insert, 6);
    private readonly Statement _insertDead = Statement.On(connection, InsertDead, 5);
    private readonly Statement _replace = Statement.On(connection, Replace, 5);
    private readonly Dictionary<WebhookId, Room> _rooms = [];
    private readonly object _now = StoredTime.From(now);

    /// <summary>Messages that wait because of this unit.</summary>
    public int Queued { get; private set; }

    public void Add(WebhookId webhook, DeviceId device, string what)
    {
        var room = RoomOf(webhook);
        if (room.Waiting < WebhookDelivery.WaitingMax)
        {
            room.Waiting++;
            Queued++;
            _insert.Execute(webhook.Value, device.Value, null, what, _now, 0);
        }
        else if (room.Dead < WebhookDelivery.DeadMax)
        {
            room.Dead++;
            _insertDead.Execute(webhook.Value, device.Value, what, _now, QueueFull);
        }
        else
        {
            room.Lost++;
        }
    }

    /// <summary>Adds a value, or exchanges the one of the same datastream that waits and was never under way.</summary>
    public void AddOrReplace(WebhookId webhook, DeviceId device, VirtualPin pin, string what, int skipped)
    {
        if (_replace.Execute(webhook.Value, device.Value, (long)pin.Number, what, skipped) > 0)
            return;
        var room = RoomOf(webhook);
        if (room.Waiting < WebhookDelivery.WaitingMax)
        {
            room.Waiting++;
            Queued++;
            _insert.Execute(webhook.Value, device.Value, (long)pin.Number, what, _now, skipped);
        }
        else
        {
            room.Lost += 1 + skipped;
        }
    }

    /// <summary>Writes down what was lost.</summary>
    public void Finish()
    {
        foreach (var (webhook, room) in _rooms)
        {
            if (room.Lost > 0)
                connection.Execute(
                    "UPDATE webhook SET lost = lost + @Lost WHERE id = @Value",
                    new { room.Lost, webhook.Value }
                );
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _insertDead.Dispose();
        _replace.Dispose();
    }

    private Room RoomOf(WebhookId webhook)
    {
        if (_rooms.TryGetValue(webhook, out var room))
            return room;
        room = connection.QuerySingle<Room>(
            """
            SELECT (SELECT COUNT(*) FROM webhook_delivery WHERE webhook_id = @Value AND state = 'Waiting') AS Waiting,
                (SELECT COUNT(*) FROM webhook_delivery WHERE webhook_id = @Value AND state = 'Dead') AS Dead
            """,
            new { webhook.Value }
        );
        _rooms.Add(webhook, room);
        return room;
    }

    private sealed class Room
    {
        public long Waiting { get; set; }

        public long Dead { get; set; }

        public long Lost { get; set; }
    }
}
