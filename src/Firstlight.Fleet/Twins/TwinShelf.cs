using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>
/// Keeps one twin per device: as long as someone holds it, and after that until <see cref="FleetOptions.UnheldTwinsMax"/>
/// others were used later. A twin whose newest record is not on disk stays, because reading it again would show the past;
/// their number is bounded by the outbox.
/// </summary>
internal sealed class TwinShelf(
    IFleetStore store,
    Outbox outbox,
    FleetLifetime lifetime,
    IOptions<FleetOptions> options
)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DeviceId, Twin> _twins = [];
    private readonly LinkedList<Twin> _unheld = new(); // the longest unused first

    /// <summary>Twins in memory.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _twins.Count;
        }
    }

    /// <summary>The device's twin. Whoever takes it gives it back by <see cref="Release"/>.</summary>
    public Twin Hold(DeviceId device)
    {
        lock (_gate)
        {
            if (!_twins.TryGetValue(device, out var twin))
            {
                twin = new Twin(device);
                _twins.Add(device, twin);
            }

            if (twin.Unheld is { } place)
            {
                _unheld.Remove(place);
                twin.Unheld = null;
            }

            twin.Holders++;
            return twin;
        }
    }

    /// <summary>Gives a twin back.</summary>
    public void Release(Twin twin)
    {
        lock (_gate)
        {
            twin.Holders--;
            if (twin.Holders > 0 || !_twins.TryGetValue(twin.Device, out var kept) || kept != twin)
                return;
            twin.Unheld = _unheld.AddLast(twin);
            while (
                _unheld.Count > options.Value.UnheldTwinsMax
                && _unheld.First is { } oldest
                && outbox.IsSaved(oldest.Value.LastBatch)
            )
            {
                _unheld.RemoveFirst();
                oldest.Value.Unheld = null;
                _twins.Remove(oldest.Value.Device);
            }
        }
    }

    /// <summary>Forgets a device that was deleted.</summary>
    public void Drop(DeviceId device)
    {
        lock (_gate)
        {
            if (_twins.Remove(device, out var twin) && twin.Unheld is { } place)
            {
                _unheld.Remove(place);
                twin.Unheld = null;
            }
        }
    }

    /// <summary>Makes sure that the stored values are in the twin.</summary>
    public ValueTask LoadAsync(Twin twin, CancellationToken cancellation) =>
        twin.LoadAsync(store, lifetime.Ended, cancellation);
}
