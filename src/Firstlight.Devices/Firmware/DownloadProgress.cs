using System.Collections.Concurrent;
using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>
/// How much of its firmware each device has that fetches it right now: in memory, as many entries as downloads are under way. Watchers are
/// told at most once a second for each.
/// </summary>
internal sealed class DownloadProgress(ILiveEvents live, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(ShipmentId, DeviceId), Fetched> _fetched = new();

    /// <summary>How many bytes it has; null when it does not fetch.</summary>
    public long? Find(DeviceUpdate update) =>
        update.State is UpdateState.Downloading && _fetched.TryGetValue(KeyOf(update), out var fetched)
            ? fetched.Bytes
            : null;

    /// <summary>It has so many by now.</summary>
    public void Note(DueUpdate due, long bytes)
    {
        var now = time.GetUtcNow();
        var key = KeyOf(due.Update);
        var isDue = !_fetched.TryGetValue(key, out var before) || now - before.SaidAt >= Pause;
        _fetched[key] = new Fetched(bytes, isDue ? now : before.SaidAt);
        if (isDue && live.HasWatchers(due.Shipment.Organisation))
            live.Publish(
                UpdateEvents.Of(due, due.Update with { State = UpdateState.Downloading }, now, fetchedBytes: bytes)
            );
    }

    /// <summary>It fetches no more: it has all, or was cut off.</summary>
    public void End(DueUpdate due) => _fetched.TryRemove(KeyOf(due.Update), out _);

    private static (ShipmentId, DeviceId) KeyOf(DeviceUpdate update) => (update.Shipment, update.Device);

    private readonly record struct Fetched(long Bytes, DateTimeOffset SaidAt);
}
