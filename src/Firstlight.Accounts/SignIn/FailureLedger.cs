using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Accounts;

/// <summary>
/// Counts failures per key in memory, at most <paramref name="keysMax"/> keys: the oldest is forgotten first. A key with
/// <paramref name="failuresMax"/> failures within <paramref name="window"/> is blocked for <paramref name="window"/>.
/// </summary>
internal sealed class FailureLedger(TimeProvider time, int failuresMax, TimeSpan window, int keysMax)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, DateTimeOffset Since)> _oldestFirst = new();

    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    public bool IsBlocked(string key, [NotNullWhen(true)] out DateTimeOffset? until)
    {
        lock (_gate)
        {
            Forget();
            until =
                _entries.TryGetValue(key, out var entry) && entry.Failures >= failuresMax ? entry.Since + window : null;
            return until is not null;
        }
    }

    /// <summary>Counts one failure; when it was one too many, until when the key is blocked now.</summary>
    public DateTimeOffset? Fail(string key)
    {
        lock (_gate)
        {
            Forget();
            var now = time.GetUtcNow();
            var entry = _entries.GetValueOrDefault(key, new Entry(now, 0));
            var failures = entry.Failures + 1;
            var since = failures == failuresMax ? now : entry.Since;
            _entries[key] = new Entry(since, failures);
            if (failures == 1 || since != entry.Since)
                _oldestFirst.Enqueue((key, since));
            return failures >= failuresMax ? since + window : null;
        }
    }

    // A key is queued again when its block begins, so the queue holds at most two lines per key, in the order of time.
    private void Forget()
    {
        var now = time.GetUtcNow();
        while (_oldestFirst.TryPeek(out var oldest) && (oldest.Since + window <= now || _entries.Count >= keysMax))
        {
            _oldestFirst.Dequeue();
            if (_entries.TryGetValue(oldest.Key, out var entry) && entry.Since == oldest.Since)
                _entries.Remove(oldest.Key);
        }
    }

    private readonly record struct Entry(DateTimeOffset Since, int Failures);
}
