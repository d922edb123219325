using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Cluster.Live;

/// <summary>
/// Live events of all nodes: a node sends what happens to those nodes where somebody watches the organisation. Whoever may have missed something is told
/// <c>live.gap</c>, and reads the present state.
/// </summary>
internal sealed class SharedLiveEvents(
    IBackbone backbone,
    INodeStore nodes,
    TimeProvider time,
    IOptions<JsonOptions> json,
    ILogger<SharedLiveEvents> logger
) : ILiveEvents, IHostedService, IDisposable
{
    private const string Wanted = "live.wanted";
    private const string Asked = "live.asked";
    private const string Events = "live.events";

    /// <summary>Events that wait to be sent to other nodes; of more the others are told that they missed some.</summary>
    private const int WaitingMax = 10_000;

    private const int TogetherMax = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How often it is said again what is watched here: whoever lost it learns it, and nobody watches in vain for longer.</summary>
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(10);

    private static readonly ReadOnlyMemory<byte> Known = new byte[] { 1 };

    private readonly InProcessLiveEvents _here = new();
    private readonly Interests _elsewhere = new();
    private readonly ConcurrentDictionary<OrganisationId, int> _watched = new();
    private readonly ConcurrentDictionary<(NodeId, OrganisationId), byte> _missed = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _telling = new(1, 1);
    private readonly List<IDisposable> _serving = [];
    private readonly Channel<LiveEvent> _waiting = Channel.CreateBounded<LiveEvent>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true }
    );
    private Task _sending = Task.CompletedTask;
    private Task _repeating = Task.CompletedTask;

    public void Publish(LiveEvent liveEvent)
    {
        _here.Publish(liveEvent);
        if (_elsewhere.Has(liveEvent.Organisation) && !_waiting.Writer.TryWrite(liveEvent))
            NoteMissed(liveEvent.Organisation);
    }

    public bool HasWatchers(OrganisationId organisation) =>
        _here.HasWatchers(organisation) || _elsewhere.Has(organisation);

    public IAsyncEnumerable<LiveEvent> WatchAsync(OrganisationId organisation, CancellationToken cancellation)
    {
        var events = _here.WatchAsync(organisation, cancellation);
        if (_watched.AddOrUpdate(organisation, 1, static (_, count) => count + 1) == 1)
            _ = TellAsync();
        return LeaveAtEndAsync(events, organisation, cancellation);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _serving.Add(backbone.Serve(Wanted, TakeInterestAsync));
        _serving.Add(backbone.Serve(Asked, (_, _, _) => new(LiveMessages.Write(_watched.Keys))));
        _serving.Add(backbone.Serve(Events, TakeEventsAsync));
        _serving.Add(backbone.Listen(Wanted, static _ => { }, () => _ = CatchUpAsync()));
        _sending = SendAsync(_stopping.Token);
        _repeating = RepeatAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var one in _serving)
            one.Dispose();
        await _stopping.CancelAsync();
        await Task.WhenAll(_sending, _repeating).WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _telling.Dispose();
    }

    private async IAsyncEnumerable<LiveEvent> LeaveAtEndAsync(
        IAsyncEnumerable<LiveEvent> events,
        OrganisationId organisation,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        try
        {
            await foreach (var one in events.WithCancellation(cancellation))
                yield return one;
        }
        finally
        {
            if (_watched.AddOrUpdate(organisation, 0, static (_, count) => count - 1) == 0)
            {
                _watched.TryRemove(KeyValuePair.Create(organisation, 0));
                _ = TellAllAsync();
            }
        }
    }

    /// <summary>Says what is watched here. What happened where that was not known is missing.</summary>
    private async Task TellAsync()
    {
        if (await TellAllAsync())
            return;
        foreach (var organisation in _watched.Keys)
            _here.Publish(Gap(organisation));
    }

    private async Task RepeatAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TellAgain, time, stopping);
                if (!_watched.IsEmpty)
                    await TellAsync();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    /// <summary>This node may have missed events and interests of others: the broker is there, or there again.</summary>
    private async Task CatchUpAsync()
    {
        await TellAllAsync();
        await ForOthersAsync(async node =>
        {
            var answer = await backbone.AskAsync(node, Asked, default, Patience, _stopping.Token);
            if (answer.Outcome is BackboneOutcome.Answered)
                _elsewhere.Put(node, LiveMessages.ReadOrganisations(answer.Body.Span));
        });
        foreach (var organisation in _watched.Keys)
            _here.Publish(Gap(organisation));
    }

    /// <summary>True when everybody who can be reached had known it.</summary>
    private async Task<bool> TellAllAsync()
    {
        // One after the other, so that the newest is said last.
        await _telling.WaitAsync(_stopping.Token);
        try
        {
            var (wanted, allKnew) = (LiveMessages.Write(_watched.Keys), true);
            await ForOthersAsync(async node =>
            {
                var answer = await backbone.AskAsync(node, Wanted, wanted, Patience, _stopping.Token);
                // Who was not reached says so when it is there again, or is asked the next time.
                if (answer.Outcome is not BackboneOutcome.NotTaken && !answer.Body.Span.SequenceEqual(Known.Span))
                    Volatile.Write(ref allKnew, false);
            });
            return allKnew;
        }
        finally
        {
            _telling.Release();
        }
    }

    private async Task ForOthersAsync(Func<NodeId, Task> ask)
    {
        try
        {
            var others = (await nodes.ListAsync(_stopping.Token)).Where(node => node.Id != backbone.Self).ToList();
            await Task.WhenAll(others.Select(node => ask(node.Id)));
        }
        catch (Exception fault) when (fault is StorageUnavailableException or OperationCanceledException)
        {
            Log.InterestUntold(logger, fault.Message);
        }
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        try
        {
            var batch = new List<LiveEvent>(TogetherMax);
            while (await _waiting.Reader.WaitToReadAsync(stopping))
            {
                batch.Clear();
                while (batch.Count < TogetherMax && _waiting.Reader.TryRead(out var one))
                    batch.Add(one);
                foreach (var (node, wanted) in _elsewhere.Nodes)
                    await SendAsync(node, wanted, [.. batch.Where(one => wanted.Contains(one.Organisation))], stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task SendAsync(
        NodeId node,
        ImmutableHashSet<OrganisationId> wanted,
        List<LiveEvent> events,
        CancellationToken stopping
    )
    {
        if (events.Count == 0)
            return;
        var organisations = events.Select(one => one.Organisation).ToHashSet();
        var gaps = organisations.Where(organisation => _missed.TryRemove((node, organisation), out _)).Select(Gap);
        var message = LiveMessages.Write([.. gaps, .. events], json.Value.SerializerOptions);
        var answer = await backbone.AskAsync(node, Events, message, Patience, stopping);
        if (answer.Outcome is BackboneOutcome.Answered)
            return;
        foreach (var organisation in organisations)
            _missed[(node, organisation)] = 0;
        if (answer.Outcome is BackboneOutcome.NotTaken && backbone.IsConnected)
            _elsewhere.Drop(node, wanted);
    }

    private void NoteMissed(OrganisationId organisation)
    {
        foreach (var (node, wanted) in _elsewhere.Nodes)
        {
            if (wanted.Contains(organisation))
                _missed[(node, organisation)] = 0;
        }
    }

    private ValueTask<ReadOnlyMemory<byte>> TakeInterestAsync(
        NodeId asker,
        ReadOnlyMemory<byte> message,
        CancellationToken cancellation
    )
    {
        var known = _elsewhere.Put(asker, LiveMessages.ReadOrganisations(message.Span));
        return ValueTask.FromResult(known ? Known : ReadOnlyMemory<byte>.Empty);
    }

    private ValueTask<ReadOnlyMemory<byte>> TakeEventsAsync(
        NodeId asker,
        ReadOnlyMemory<byte> message,
        CancellationToken cancellation
    )
    {
        foreach (var one in LiveMessages.ReadEvents(message.Span))
            _here.Publish(one);
        return ValueTask.FromResult(ReadOnlyMemory<byte>.Empty);
    }

    private LiveEvent Gap(OrganisationId organisation) => new(organisation, "live.gap", time.GetUtcNow(), new { });
}
