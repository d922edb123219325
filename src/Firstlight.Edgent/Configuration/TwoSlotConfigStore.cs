using System.Text.Json;

namespace Firstlight.Edgent;

/// <summary>
/// Keeps the configuration in two slots and always writes the older one, so that whenever the power goes one whole
/// configuration is there: the new one, or the one before.
/// </summary>
public sealed class TwoSlotConfigStore(ISlotFile first, ISlotFile second) : IConfigStore
{
    private readonly ISlotFile[] _slots = [first, second];

    /// <inheritdoc />
    public async Task<EdgentConfig?> LoadAsync(CancellationToken cancellation)
    {
        var (newest, index) = await FindNewestAsync(cancellation);
        if (newest is not { } record)
            return null;
        // A killed process may have left it in a cache. Who acts on it tells others, and then it must not go with the power.
        await _slots[index].FlushAsync(cancellation);
        try
        {
            return StoredConfig.Read(record.Payload);
        }
        catch (JsonException)
        {
            return null; // Whole, but of firmware whose form this one does not know: begin as new, as classic firmware does.
        }
    }

    /// <inheritdoc />
    public async Task SaveAsync(EdgentConfig config, CancellationToken cancellation)
    {
        var (newest, index) = await FindNewestAsync(cancellation);
        var payload = StoredConfig.Write(config, SlotRecord.PayloadBytesMax);
        if (newest is { } stored && stored.Payload.AsSpan().SequenceEqual(payload))
        {
            await _slots[index].FlushAsync(cancellation);
            return; // It is there already, and flash wears out.
        }

        var record = new SlotRecord((newest?.Sequence ?? 0) + 1, payload);
        await _slots[1 - index].WriteAsync(record.ToBytes(), cancellation);
    }

    /// <summary>Read anew each time: a slot that a failed write tore is then never mistaken for the good one.</summary>
    private async Task<(SlotRecord? Newest, int Index)> FindNewestAsync(CancellationToken cancellation)
    {
        var left = SlotRecord.Read(await _slots[0].ReadAsync(SlotRecord.BytesMax, cancellation));
        var right = SlotRecord.Read(await _slots[1].ReadAsync(SlotRecord.BytesMax, cancellation));
        return (right?.Sequence ?? 0) > (left?.Sequence ?? 0) ? (right, 1) : (left, 0);
    }
}
