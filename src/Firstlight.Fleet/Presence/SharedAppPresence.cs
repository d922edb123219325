using System.Text.Json;
using System.Threading.Channels;
using Firstlight.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>
/// Who looks on at any node, for devices that live on another. Each node tells the others at once who came and went, and now and then all who are there; who has not been named for a while is
/// taken for gone. So a message that was lost, and a node that died or came later, put themselves right.
/// </summary>
internal sealed class SharedAppPresence(
    AppPresence devices,
    IBackbone backbone,
    TimeProvider time,
    IOptions<FleetOptions> options,
    ILogger<SharedAppPresence> logger
) : IAppPresence, IHostedService, IDisposable
{
    /// <summary>How often a node names all who look on there.</summary>
    internal static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(10);

    /// <summary>How long who was named counts as there: two messages may be lost.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(35);

    /// <summary>People in one announcement; more take several.</summary>
    internal const int PeopleAtOnce = 1_000;

    private const string Subject = "app.presence";

    private readonly Lock _gate = new();

    // Bounded by the streams that are open here.
    private readonly Dictionary<UserId, int> _here = [];

    // Bounded by who came or went since the last announcement.
    private readonly HashSet<UserId> _untold = [];
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private readonly Lock _elsewhereGate = new();

    // Bounded by the streams that are open on the other nodes.
    private readonly Dictionary<(NodeId Node, UserId Person), Visit> _elsewhere = [];
    private readonly CancellationTokenSource _stopping = new();
    private IDisposable? _listening;
    private Task _loops = Task.CompletedTask;

    public IDisposable Enter(UserId person)
    {
        var stay = devices.Enter(person);
        if (!options.Value.TellsAppPresence)
            return stay;
        Count(person, 1);
        return new Stay(() =>
        {
            stay.Dispose();
            Count(person, -1);
        });
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.TellsAppPresence)
            return Task.CompletedTask;
        _listening = backbone.Listen(Subject, Hear, static () => { });
        _loops = Task.WhenAll(TellAsync(_stopping.Token), RepeatAsync(_stopping.Token));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _listening?.Dispose();
        await _stopping.CancelAsync();
        await _loops;
    }

    public void Dispose() => _stopping.Dispose();

    private void Count(UserId person, int change)
    {
        lock (_gate)
        {
            var before = _here.GetValueOrDefault(person);
            _here[person] = before + change;
            if (_here[person] == 0)
                _here.Remove(person);
            if (before > 0 && _here.ContainsKey(person))
                return;
            _untold.Add(person);
        }

        _news.Writer.TryWrite(true);
    }

    private async Task TellAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var _ in _news.Reader.ReadAllAsync(stopping))
            {
                foreach (var told in TakeUntold())
                    await TryAnnounceAsync(told, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The others find out by themselves.
        }
    }

    private async Task RepeatAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TellAgain, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                lock (_gate)
                    _untold.UnionWith(_here.Keys);
                _news.Writer.TryWrite(true);
                ForgetOverdue();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nobody hears of it any more.
        }
    }

    /// <summary>What the others do not know, as it is now.</summary>
    private List<Told> TakeUntold()
    {
        lock (_gate)
        {
            var told = _untold
                .Chunk(PeopleAtOnce)
                .Select(people => people.ToLookup(_here.ContainsKey, static person => person.Value))
                .Select(people => new Told(backbone.Self, [.. people[true]], [.. people[false]]))
                .ToList();
            _untold.Clear();
            return told;
        }
    }

    /// <summary>What is not heard is said again, or its lease ends.</summary>
    private async Task TryAnnounceAsync(Told told, CancellationToken stopping)
    {
        try
        {
            await backbone.AnnounceAsync(Subject, JsonSerializer.SerializeToUtf8Bytes(told), stopping);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.AppPresenceUnannounced(logger, fault);
        }
    }

    private void Hear(ReadOnlyMemory<byte> message)
    {
        var told = JsonSerializer.Deserialize<Told>(message.Span)!;
        var until = time.GetUtcNow() + Lease;
        lock (_elsewhereGate)
        {
            foreach (var person in told.There.Select(static id => new UserId(id)))
            {
                var known = _elsewhere.TryGetValue((told.Node, person), out var visit);
                _elsewhere[(told.Node, person)] = new Visit(known ? visit.Stay : devices.Enter(person), until);
            }

            foreach (var person in told.Gone.Select(static id => new UserId(id)))
                End((told.Node, person));
        }
    }

    private void ForgetOverdue()
    {
        var now = time.GetUtcNow();
        lock (_elsewhereGate)
        {
            foreach (
                var overdue in _elsewhere.Where(visit => visit.Value.Until <= now).Select(visit => visit.Key).ToList()
            )
                End(overdue);
        }
    }

    private void End((NodeId Node, UserId Person) visit)
    {
        if (_elsewhere.Remove(visit, out var ended))
            ended.Stay.Dispose();
    }

    private readonly record struct Visit(IDisposable Stay, DateTimeOffset Until);

    private sealed record Told(NodeId Node, long[] There, long[] Gone);
}
