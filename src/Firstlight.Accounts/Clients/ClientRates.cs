using System.Security.Claims;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>
/// The generic cell rate algorithm: of each client only the moment is kept at which all it sent would have been due at its even pace.
/// Those whose moment has passed are forgotten each minute, so there are as many as clients that were busy lately.
/// </summary>
internal sealed class ClientRates(TimeProvider time) : IClientRates
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<UserId, DateTimeOffset> _due = [];
    private DateTimeOffset _nextSweep;

    public int Count
    {
        get
        {
            lock (_gate)
                return _due.Count;
        }
    }

    public bool TryTake(ClaimsPrincipal caller, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (!PersonClaims.TryReadClient(caller, out var client, out var perMinute))
            return true;
        var now = time.GetUtcNow();
        var pace = Window / perMinute;
        lock (_gate)
        {
            Sweep(now);
            var due = _due.TryGetValue(client, out var known) && known > now ? known : now;
            var after = due + pace;
            retryAfter = after - now - Window;
            if (retryAfter > TimeSpan.Zero)
                return false;
            retryAfter = TimeSpan.Zero;
            _due[client] = after;
            return true;
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now < _nextSweep)
            return;
        _nextSweep = now + Window;
        foreach (var (client, due) in _due)
        {
            if (due <= now)
                _due.Remove(client);
        }
    }
}
