using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>A device's datastreams from its own side: write, read, sync. The template is looked up each time, so a change shows at the next write.</summary>
internal sealed class DeviceValues(
    ITemplateCatalog catalog,
    TwinShelf shelf,
    Outbox outbox,
    Roster roster,
    ILiveEvents live,
    TimeProvider time
)
{
    public async ValueTask<WriteResult> WriteAsync(
        DeviceIdentity who,
        Twin twin,
        VirtualPin pin,
        string value,
        DateTimeOffset? at,
        bool durable,
        CancellationToken cancellation
    )
    {
        var template = await catalog.FindAsync(who.Organisation, who.Template, cancellation);
        if (template?.FindDatastream(pin) is not { } datastream)
            return WriteResult.NoDatastream;
        var taken = DatastreamRules.Take(datastream, value);
        if (!taken.Succeeded)
            return WriteResult.WrongType;
        if (at is not null)
            await shelf.LoadAsync(twin, cancellation);

        if (at is not null || !TryOverwrite(who, twin, datastream, taken.Value, out var batch))
        {
            await outbox.EnterAsync(durable, cancellation);
            lock (twin.Gate)
                batch = Append(who, twin, datastream, taken.Value, at).Batch;
        }

        if (durable)
            await outbox.SavedAsync(who.Device, batch, cancellation);
        return WriteResult.Taken;
    }

    /// <summary>From now on the pin has no value but its default. Its history stays.</summary>
    public async ValueTask<WriteResult> EraseAsync(
        DeviceIdentity who,
        Twin twin,
        VirtualPin pin,
        CancellationToken cancellation
    )
    {
        var template = await catalog.FindAsync(who.Organisation, who.Template, cancellation);
        if (template?.FindDatastream(pin) is not { } datastream)
            return WriteResult.NoDatastream;
        // A value that is still on disk only would come back with the next read.
        await shelf.LoadAsync(twin, cancellation);
        await outbox.EnterAsync(durable: false, cancellation);
        lock (twin.Gate)
        {
            var now = time.GetUtcNow();
            twin.Erase(pin);
            var record = new ValueRecord(who.Device, pin, "", now, IsLatest: false) { IsErased = true };
            twin.LastBatch = outbox.Add(record with { Keeping = PointKeeping.Nothing });
            if (live.HasWatchers(who.Organisation))
                Publish(who, datastream, datastream.DefaultValue, now, now);
        }

        return WriteResult.Taken;
    }

    /// <summary>
    /// Sets the value and adds its record in the place taken before. Call it under the twin's gate: memory, disk and
    /// watchers then see one order.
    /// </summary>
    public (long Batch, DateTimeOffset At) Append(
        DeviceIdentity who,
        Twin twin,
        Datastream datastream,
        string value,
        DateTimeOffset? stamp
    )
    {
        var record = Place(who, twin, datastream, value, stamp, time.GetUtcNow());
        var isOverwritable = record is { IsLatest: true, Keeping: PointKeeping.Nothing };
        var batch = isOverwritable ? outbox.Add(record, twin) : outbox.Add(record);
        if (isOverwritable)
            twin.AwaitStore(datastream.Pin);
        twin.LastBatch = batch;
        return (batch, record.At);
    }

    /// <summary>Sets the value and answers its record, which the caller adds before it leaves the twin's gate.</summary>
    public ValueRecord Place(
        DeviceIdentity who,
        Twin twin,
        Datastream datastream,
        string value,
        DateTimeOffset? stamp,
        DateTimeOffset now
    )
    {
        DateTimeOffset? current = twin.TryGet(datastream.Pin, out var held) ? held.UpdatedAt : null;
        var (at, isLatest) = PointTime.Place(stamp, now, current);
        if (isLatest)
        {
            twin.Set(datastream.Pin, value, at);
            if (live.HasWatchers(who.Organisation))
                Publish(who, datastream, value, at, now);
        }

        return new ValueRecord(who.Device, datastream.Pin, value, at, isLatest) { Keeping = KeepingOf(datastream) };
    }

    public async ValueTask<string?> ReadAsync(
        DeviceIdentity who,
        Twin twin,
        VirtualPin pin,
        CancellationToken cancellation
    )
    {
        var template = await catalog.FindAsync(who.Organisation, who.Template, cancellation);
        if (template?.FindDatastream(pin) is not { } datastream)
            return null;
        await shelf.LoadAsync(twin, cancellation);
        lock (twin.Gate)
            return ValueOf(twin, datastream);
    }

    public async ValueTask<IReadOnlyList<PinValue>> SyncAsync(
        DeviceIdentity who,
        Twin twin,
        IReadOnlyList<VirtualPin>? pins,
        CancellationToken cancellation
    )
    {
        var template = await catalog.FindAsync(who.Organisation, who.Template, cancellation);
        if (template is null)
            return [];
        await shelf.LoadAsync(twin, cancellation);
        var answer = new List<PinValue>(pins?.Count ?? template.Datastreams.Count);
        lock (twin.Gate)
        {
            if (pins is null)
            {
                foreach (var datastream in template.Datastreams)
                {
                    if (datastream.SyncOnConnect)
                        Add(datastream);
                }
            }
            else
            {
                // The flag is only about "all": a pin that is named is answered (device protocol, syncVirtual).
                for (var index = 0; index < pins.Count; index++)
                {
                    if (template.FindDatastream(pins[index]) is { } datastream)
                        Add(datastream);
                }
            }
        }

        return answer;

        void Add(Datastream datastream)
        {
            if (ValueOf(twin, datastream) is { } value)
                answer.Add(new PinValue(datastream.Pin, value));
        }
    }

    /// <summary>
    /// Sets a value of now without a record of its own, when the pin's record still waits for the store and nothing else is kept of
    /// it: a device that writes faster than the disk costs it no more. False when a record is needed.
    /// </summary>
    private bool TryOverwrite(DeviceIdentity who, Twin twin, Datastream datastream, string value, out long batch)
    {
        batch = 0;
        if (KeepingOf(datastream) is not PointKeeping.Nothing)
            return false;
        lock (twin.Gate)
        {
            batch = twin.LastBatch;
            var now = time.GetUtcNow();
            if (!twin.TryOverwrite(datastream.Pin, value, now))
                return false;
            if (live.HasWatchers(who.Organisation))
                Publish(who, datastream, value, now, now);
            return true;
        }
    }

    private void Publish(
        DeviceIdentity who,
        Datastream datastream,
        string? value,
        DateTimeOffset at,
        DateTimeOffset now
    )
    {
        var data = new DatastreamChanged(who.Device.Value, datastream.Pin.Number, datastream.Name, value, at);
        live.Publish(new LiveEvent(who.Organisation, "datastream", now, data) { Owner = who.Owner });
    }

    private static PointKeeping KeepingOf(Datastream datastream) =>
        (datastream.History, DatastreamRules.IsNumber(datastream.Type)) switch
        {
            (DatastreamHistory.Raw, true) => PointKeeping.PointAndMinute,
            (DatastreamHistory.Raw, false) => PointKeeping.Point,
            (DatastreamHistory.Minutes, true) => PointKeeping.Minute,
            _ => PointKeeping.Nothing,
        };

    private string? ValueOf(Twin twin, Datastream datastream)
    {
        if (!twin.TryGet(datastream.Pin, out var held))
            return datastream.DefaultValue;
        // Asked only where it matters: the roster has a lock of its own.
        var mayExpire = datastream.ExpiresOffline || datastream.ExpiresAfter is not null;
        return mayExpire && datastream.HasExpired(held.UpdatedAt, time.GetUtcNow(), roster.IsOnline(twin.Device))
            ? datastream.DefaultValue
            : held.Value;
    }
}
