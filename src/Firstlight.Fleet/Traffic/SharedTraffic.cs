using System.Text.Json;
using Firstlight.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>
/// What a device says on whichever node it says it, for who watches on any. While somebody watches here, all others are told so now and then; a node that hears it sends
/// what it sees, and stops when it has not heard it for a while. So nobody has to know where a device lives or to say that it is enough.
/// </summary>
internal sealed class SharedTraffic(
    DeviceTraffic here,
    IBackbone backbone,
    TimeProvider time,
    ILogger<SharedTraffic> logger
) : IDeviceTraffic, IHostedService, IDisposable
{
    /// <summary>How often the others are told.</summary>
    internal static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(5);

    /// <summary>How long a node sends what it sees after it was told last.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);

    private const string Watched = "traffic.watched";
    private const string Seen = "traffic.seen";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();

    // Bounded by what is watched: at most DeviceTraffic.WatchersMax for each node.
    private readonly Dictionary<Watching, CancellationTokenSource> _leases = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IDisposable> _serving = [];

    public bool IsWatched(DeviceId device) => here.IsWatched(device);

    public void Note(DeviceId device, TrafficLine line) => here.Note(device, line);

    public Outcome<TrafficWatch> Watch(DeviceId device, CancellationToken cancellation)
    {
        var watch = here.Watch(device, cancellation);
        if (watch.Succeeded)
            _ = TellAsync(device, cancellation);
        return watch;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _serving.Add(backbone.Listen(Watched, HearOfWatching, static () => { }));
        _serving.Add(backbone.Serve(Seen, HearAsync));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var one in _serving)
            one.Dispose();
        await _stopping.CancelAsync();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task TellAsync(DeviceId device, CancellationToken watching)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watching, _stopping.Token);
        try
        {
            while (true)
            {
                var message = JsonSerializer.SerializeToUtf8Bytes(new Watching(backbone.Self, device));
                await backbone.AnnounceAsync(Watched, message, either.Token);
                await Task.Delay(TellAgain, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
        catch (Exception fault)
        {
            Log.TrafficUntold(logger, device, fault);
        }
    }

    private void HearOfWatching(ReadOnlyMemory<byte> message)
    {
        var watching = JsonSerializer.Deserialize<Watching>(message.Span)!;
        CancellationTokenSource? lease;
        lock (_gate)
        {
            if (_leases.TryGetValue(watching, out lease))
            {
                lease.CancelAfter(Lease);
                return;
            }

            lease = new CancellationTokenSource(Lease, time);
            _leases.Add(watching, lease);
        }

        _ = SendAsync(watching, lease);
    }

    /// <summary>Until nobody has said for a while that somebody watches.</summary>
    private async Task SendAsync(Watching watching, CancellationTokenSource lease)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lease.Token, _stopping.Token);
        var missed = 0;
        try
        {
            await foreach (var seen in here.WatchFromAfar(watching.Device, either.Token))
            {
                var line = new SeenFrom(watching.Device, seen with { Missed = seen.Missed + missed });
                var message = JsonSerializer.SerializeToUtf8Bytes(line);
                var answer = await backbone.AskAsync(watching.Node, Seen, message, Patience, either.Token);
                missed = answer.Outcome is BackboneOutcome.Answered ? 0 : line.Seen.Missed + 1;
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
        catch (Exception fault)
        {
            Log.TrafficUntold(logger, watching.Device, fault);
        }
        finally
        {
            lock (_gate)
            {
                _leases.Remove(watching);
                lease.Dispose();
            }
        }
    }

    private ValueTask<ReadOnlyMemory<byte>> HearAsync(
        NodeId asker,
        ReadOnlyMemory<byte> message,
        CancellationToken cancellation
    )
    {
        var (device, seen) = JsonSerializer.Deserialize<SeenFrom>(message.Span)!;
        here.Hear(device, seen);
        return ValueTask.FromResult(ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>Somebody watches this device on that node.</summary>
    private sealed record Watching(NodeId Node, DeviceId Device);

    private sealed record SeenFrom(DeviceId Device, SeenTraffic Seen);
}
