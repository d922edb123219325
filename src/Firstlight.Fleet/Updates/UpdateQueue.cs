using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>Connected devices that are to be told of new firmware, in order, each once.</summary>
internal sealed class UpdateQueue
{
    /// <summary>As many as one cloud has connections by default; more are looked for again when there is room.</summary>
    public const int WaitingMax = 100_000;

    private readonly Lock _gate = new();
    private readonly Queue<DeviceId> _waiting = new();
    private readonly HashSet<DeviceId> _known = [];

    /// <summary>False when there is no room.</summary>
    public bool TryAdd(DeviceId device)
    {
        lock (_gate)
        {
            if (_known.Contains(device))
                return true;
            if (_waiting.Count >= WaitingMax)
                return false;
            _known.Add(device);
            _waiting.Enqueue(device);
            return true;
        }
    }

    /// <summary>The next ones, at most <paramref name="count"/>.</summary>
    public IReadOnlyList<DeviceId> Take(int count)
    {
        lock (_gate)
        {
            var taken = new List<DeviceId>(Math.Min(count, _waiting.Count));
            while (taken.Count < count && _waiting.TryDequeue(out var device))
            {
                _known.Remove(device);
                taken.Add(device);
            }

            return taken;
        }
    }
}
