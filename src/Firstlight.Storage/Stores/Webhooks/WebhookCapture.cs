using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text.Json;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;
using Firstlight.Webhooks;

namespace Firstlight.Storage.Stores;

/// <summary>
/// Queues messages for what one unit of work stores, in that unit: what is on disk is told, also after a kill (docs/decisions/0036). Without
/// an enabled webhook it costs one look per unit.
/// </summary>
internal sealed class WebhookCapture(DbConnection connection, DateTimeOffset now) : IDisposable
{
    private readonly WebhookAudience _audience = new(connection);
    private readonly Dictionary<(WebhookId, DeviceId, VirtualPin), PendingValue> _values = [];
    private WebhookQueue? _queue;

    /// <summary>A unit in which one device came into an account.</summary>
    public static void TellActivated(DbConnection connection, DeviceId device, DateTimeOffset at)
    {
        using var webhooks = new WebhookCapture(connection, at);
        webhooks.Activated(device, at);
        webhooks.Finish();
    }

    /// <summary>False when nobody listens to anything.</summary>
    public bool HasListeners => _audience.Exists;

    /// <summary>A datastream has a new value. Of several in one unit the last one counts.</summary>
    public void Value(in ValueRecord record)
    {
        if (!record.IsLatest || !_audience.Exists || _audience.Find(record.Device) is not { } told)
            return;
        foreach (var webhook in told.Webhooks)
        {
            if (!webhook.Interest.WantsValue(record.Pin, told.Template))
                continue;
            ref var pending = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _values,
                (webhook.Id, record.Device, record.Pin),
                out var isKnown
            );
            pending = new PendingValue(record, record.Overwritten + (isKnown ? pending.Skipped + 1 : 0));
        }
    }

    /// <summary>A device logged an event, came online or went offline.</summary>
    public void Event(in EventRecord record)
    {
        if (!_audience.Exists || LifecycleOf(record.Code) is not { } kind)
            return;
        var (type, trigger) = kind;
        if (_audience.Find(record.Device) is not { } told)
            return;
        var what = new WebhookEvent(type, record.At, told.Device);
        if (trigger == WebhookTriggers.Event)
            what = what with { Code = record.Code, Description = record.Description };
        foreach (var webhook in told.Webhooks)
        {
            var wanted =
                trigger == WebhookTriggers.Event
                    ? webhook.Interest.WantsEvent(record.Code, told.Template)
                    : webhook.Interest.Wants(trigger, told.Template);
            if (wanted)
                Queue.Add(webhook.Id, record.Device, Write(what));
        }
    }

    /// <summary>A device came into an account.</summary>
    public void Activated(DeviceId device, DateTimeOffset at)
    {
        if (!_audience.Exists || _audience.Find(device) is not { } told)
            return;
        var what = new WebhookEvent(WebhookEventTypes.Activated, at, told.Device) { Method = told.Method };
        foreach (var webhook in told.Webhooks)
        {
            if (webhook.Interest.Wants(WebhookTriggers.Activated, told.Template))
                Queue.Add(webhook.Id, device, Write(what));
        }
    }

    /// <summary>A device connected; one that was made by hand came alive if it never did before. To be told before that is stored.</summary>
    public void Connected(in PresenceRecord record)
    {
        if (!record.Connected || !_audience.Exists || _audience.Find(record.Device) is not { IsBorn: false } told)
            return;
        if (told.Method == nameof(ActivationMethod.Manual))
            Activated(record.Device, record.LastSeenAt);
    }

    /// <summary>Writes what was gathered and answers how many messages wait because of it. The unit ends with it.</summary>
    public int Finish()
    {
        foreach (var ((webhook, device, pin), pending) in _values)
        {
            var told = _audience.Find(device)!;
            var what = new WebhookEvent(WebhookEventTypes.Datastream, pending.Record.At, told.Device)
            {
                Pin = pin.Number,
                Datastream = _audience.DatastreamName(told, pin),
                Value = pending.Record.Value,
            };
            Queue.AddOrReplace(webhook, device, pin, Write(what), pending.Skipped);
        }

        _queue?.Finish();
        return _queue?.Queued ?? 0;
    }

    public void Dispose() => _queue?.Dispose();

    private WebhookQueue Queue => _queue ??= new WebhookQueue(connection, now);

    // The activation of a dynamic device was told in the unit that made the device.
    private static (string Type, WebhookTriggers Trigger)? LifecycleOf(string code) =>
        code switch
        {
            "online" => (WebhookEventTypes.Online, WebhookTriggers.Online),
            "offline" => (WebhookEventTypes.Offline, WebhookTriggers.Offline),
            "activated" => null,
            _ => (WebhookEventTypes.Event, WebhookTriggers.Event),
        };

    private static string Write(WebhookEvent what) => JsonSerializer.Serialize(what, StorageJson.Default.WebhookEvent);

    private readonly record struct PendingValue(ValueRecord Record, int Skipped);
}
