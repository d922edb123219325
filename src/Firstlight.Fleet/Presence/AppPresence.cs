using Firstlight.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>
/// Which owners look on: their connected devices are told when the first stream of theirs opens and when the last one ends. Support
/// people who see everybody's devices do not count; their windows are open all day.
/// </summary>
internal sealed class AppPresence(
    Roster roster,
    FleetLifetime lifetime,
    IOptions<FleetOptions> options,
    ILogger<AppPresence> logger
) : IAppPresence
{
    private static readonly DeviceCommand Came = new DeviceCommand.AppCame();
    private static readonly DeviceCommand Went = new DeviceCommand.AppWent();

    private readonly Lock _gate = new();

    // Bounded by the streams that are open.
    private readonly Dictionary<UserId, int> _streams = [];

    public IDisposable Enter(UserId person)
    {
        if (!options.Value.TellsAppPresence)
            return new Stay(() => { });
        bool first;
        lock (_gate)
        {
            var before = _streams.GetValueOrDefault(person);
            _streams[person] = before + 1;
            first = before == 0;
        }

        if (first)
            TellAll(person);
        return new Stay(() => Leave(person));
    }

    /// <summary>A device connected: its owner may be there already.</summary>
    public void Greet(DeviceSession session)
    {
        if (options.Value.TellsAppPresence)
            Tell(session);
    }

    private void Leave(UserId person)
    {
        lock (_gate)
        {
            if (--_streams[person] > 0)
                return;
            _streams.Remove(person);
        }

        TellAll(person);
    }

    private void TellAll(UserId person)
    {
        foreach (var session in roster.ConnectedOf(person))
            Tell(session);
    }

    private void Tell(DeviceSession session)
    {
        lock (_gate)
        {
            if (session.HearsOfApp)
                return;
            session.HearsOfApp = true;
        }

        _ = TellTruthAsync(session);
    }

    /// <summary>One command at a time until the device knows how it is: what it hears last is true, however quickly people come and go.</summary>
    private async Task TellTruthAsync(DeviceSession session)
    {
        while (NextNews(session) is { } news)
            await TellAsync(session, news);
    }

    private DeviceCommand? NextNews(DeviceSession session)
    {
        lock (_gate)
        {
            var isThere = session.Identity.Owner is { } owner && _streams.ContainsKey(owner);
            if (isThere == session.KnowsAppThere)
            {
                session.HearsOfApp = false;
                return null;
            }

            session.KnowsAppThere = isThere;
            return isThere ? Came : Went;
        }
    }

    private async Task TellAsync(DeviceSession session, DeviceCommand command)
    {
        try
        {
            await session.Link.SendAsync(command, lifetime.Ended);
        }
        catch (OperationCanceledException) when (lifetime.Ended.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (Exception fault)
        {
            Log.AppPresenceUntold(logger, session.Device, fault);
        }
    }
}
