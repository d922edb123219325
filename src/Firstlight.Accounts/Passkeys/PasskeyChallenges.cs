using System.Buffers.Text;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>
/// Questions that wait for an answer: in memory, each for one answer and a few minutes, at most <see cref="WaitingMax"/>; the
/// oldest go first.
/// </summary>
internal sealed class PasskeyChallenges(IRandomSource random, TimeProvider time)
{
    public const int WaitingMax = 10_000;
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const int IdBytes = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset ExpiresAt)> _oldestFirst = new();

    /// <summary>Keeps what the handler wants back with the answer.</summary>
    /// <param name="person">Who may answer; null for whoever has a passkey.</param>
    public string Keep(UserId? person, string state)
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        random.Fill(bytes);
        var id = Base64Url.EncodeToString(bytes);
        lock (_gate)
        {
            Forget(room: 1);
            var expiresAt = time.GetUtcNow() + Lifetime;
            _waiting[id] = new Waiting(person, state, expiresAt);
            _oldestFirst.Enqueue((id, expiresAt));
        }

        return id;
    }

    /// <summary>What was kept; null when it is not there, too old, another's or answered before.</summary>
    public string? Take(UserId? person, string? id)
    {
        if (id is null)
            return null;
        lock (_gate)
        {
            Forget(room: 0);
            return _waiting.Remove(id, out var kept) && kept.Person == person && kept.ExpiresAt > time.GetUtcNow()
                ? kept.State
                : null;
        }
    }

    // Answered ones leave their line in the queue until its time; lines are what is bounded.
    private void Forget(int room)
    {
        var now = time.GetUtcNow();
        while (
            _oldestFirst.TryPeek(out var oldest) && (oldest.ExpiresAt <= now || _oldestFirst.Count + room > WaitingMax)
        )
        {
            _oldestFirst.Dequeue();
            _waiting.Remove(oldest.Id);
        }
    }

    private sealed record Waiting(UserId? Person, string State, DateTimeOffset ExpiresAt);
}
