using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>
/// Of which devices the store wrote nothing, and up to which batch: whoever asks whether an older record is on disk is told that nobody knows. Bounded; what is forgotten
/// counts as refused. Guarded by the outbox.
/// </summary>
internal sealed class RefusedRecords
{
    /// <summary>Devices remembered.</summary>
    public const int Remembered = 10_000;

    private readonly Dictionary<DeviceId, long> _through = [];
    private long _everybodyThrough;

    public void Add(IEnumerable<DeviceId> devices, long batch)
    {
        foreach (var device in devices)
        {
            if (_through.Count == Remembered && !_through.ContainsKey(device))
            {
                _everybodyThrough = batch;
                _through.Clear();
            }

            _through[device] = batch;
        }
    }

    /// <summary>True when a record of the device in that batch may not be on disk; batch 0 is none.</summary>
    public bool MayConcern(DeviceId device, long batch) =>
        batch > 0
        && (batch <= _everybodyThrough || (_through.TryGetValue(device, out var through) && batch <= through));
}
