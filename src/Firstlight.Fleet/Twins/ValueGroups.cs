using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>Several values of one device at once: all of them or none.</summary>
internal sealed class ValueGroups(
    ITemplateCatalog catalog,
    TwinShelf shelf,
    DeviceValues values,
    Deliveries deliveries,
    Outbox outbox,
    TimeProvider time
)
{
    /// <param name="tellDevice">
    /// True when somebody else may speak with the device's token: values of now then go out to the connected device too, in the
    /// order of people's writes. What belongs to the past is not for it.
    /// </param>
    public async ValueTask<WriteResult> WriteAsync(
        DeviceIdentity who,
        Twin twin,
        IReadOnlyList<PinPoint> points,
        bool tellDevice,
        CancellationToken cancellation
    )
    {
        var template = await catalog.FindAsync(who.Organisation, who.Template, cancellation);
        var taken = new List<Taken>(points.Count);
        foreach (var (pin, value, at) in points)
        {
            if (template?.FindDatastream(pin) is not { } datastream)
                return WriteResult.NoDatastream;
            var fit = DatastreamRules.Take(datastream, value);
            if (!fit.Succeeded)
                return WriteResult.WrongType;
            taken.Add(new Taken(datastream, fit.Value, at));
        }

        if (taken.Exists(point => point.At is not null))
            await shelf.LoadAsync(twin, cancellation);
        var batch = 0L;
        foreach (var part in taken.Chunk(outbox.TogetherMax))
        {
            if (await AddAsync(who, twin, part, tellDevice, cancellation) is not { } added)
                return WriteResult.Busy;
            batch = added;
        }

        if (batch > 0)
            await outbox.SavedAsync(who.Device, batch, cancellation);
        return WriteResult.Taken;
    }

    /// <summary>The batch they are in; null, and none is in, when too much is on its way to the device already.</summary>
    private async ValueTask<long?> AddAsync(
        DeviceIdentity who,
        Twin twin,
        Taken[] part,
        bool tellDevice,
        CancellationToken cancellation
    )
    {
        var news = tellDevice ? Array.FindAll(part, static point => point.At is null) : [];
        await outbox.EnterAsync(durable: true, cancellation, part.Length);
        DeliveryTurn? turn;
        long batch;
        lock (twin.Gate)
        {
            if (!deliveries.TryQueue(twin, isNeeded: news.Length > 0, out turn))
            {
                outbox.Leave(part.Length);
                return null;
            }

            var now = time.GetUtcNow();
            var records = Array.ConvertAll(
                part,
                point => values.Place(who, twin, point.Datastream, point.Value, point.At, now)
            );
            twin.LastBatch = batch = outbox.Add(records);
        }

        if (turn is { } mine)
        {
            var writes = Array.ConvertAll(news, static point => new PinValue(point.Datastream.Pin, point.Value));
            _ = deliveries.DeliverAsync(twin, mine, batch, writes);
        }

        return batch;
    }

    private readonly record struct Taken(Datastream Datastream, string Value, DateTimeOffset? At);
}
