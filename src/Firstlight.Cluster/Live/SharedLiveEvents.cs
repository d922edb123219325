using System.Runtime.CompilerServices;
using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Cluster.Live;

/// <summary>
/// Live events of all nodes: a node sends what happens to those nodes where somebody watches the organisation. Whoever may have missed something is told
/// <c>live.gap</c>, and reads the present state: by the node that sends, as soon as it can, or by the own one when the sender has ended.
/// </summary>
internal sealed class SharedLiveEvents : ILiveEvents, IHostedService, IDisposable
{
    private const string Wanted = "live.wanted";
    private const string Asked = "live.asked";
    private const string Events = "live.events";

    private const int TogetherMax = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How often it is said again what is watched here: so long somebody may watch in vain whom another node has lost.</summary>
    internal static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(10);

    /// <summary>The same when somebody could not be told.</summary>
    internal static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(2);

    private readonly IBackbone _backbone;
    private readonly TimeProvider _time;
    private readonly IOptions<JsonOptions> _json;
    private readonly OtherNodes _others;
    private readonly Interests _elsewhere;
    private readonly WatchedHere _watched = new();
    private readonly InProcessLiveEvents _here = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IDisposable> _serving = [];
    private volatile bool _allHaveHeard = true;
    private Task _repeating = Task.CompletedTask;

    public SharedLiveEvents(
        IBackbone backbone,
        INodeStore nodes,
        TimeProvider time,
        IOptions<JsonOptions> json,
        ILogger<SharedLiveEvents> logger
    )
    {
        (_backbone, _time, _json) = (backbone, time, json);
        _others = new OtherNodes(backbone, nodes, logger);
        _elsewhere = new Interests(SendAsync, time);
    }

    public void Publish(LiveEvent liveEvent)
    {
        _here.Publish(liveEvent);
        _elsewhere.Publish(liveEvent);
    }

    public bool HasWatchers(OrganisationId organisation) =>
        _here.HasWatchers(organisation) || _elsewhere.Has(organisation);

    public IAsyncEnumerable<LiveEvent> WatchAsync(OrganisationId organisation, CancellationToken cancellation)
    {
        var events = _here.WatchAsync(organisation, cancellation);
        if (_watched.Come(organisation))
            _ = TellAsync();
        return LeaveAtEndAsync(events, organisation, cancellation);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _serving.Add(_backbone.Serve(Wanted, TakeInterestAsync));
        _serving.Add(_backbone.Serve(Asked, AnswerWhatIsWatchedAsync));
        _serving.Add(_backbone.Serve(Events, TakeEventsAsync));
        _serving.Add(_backbone.Listen(Wanted, static _ => { }, () => _ = CatchUpAsync()));
        _repeating = RepeatAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var one in _serving)
            one.Dispose();
        await _stopping.CancelAsync();
        await _repeating.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

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
            if (_watched.Leave(organisation))
                _ = TellAsync();
        }
    }

    private async Task RepeatAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_allHaveHeard ? TellAgain : TryAgain, _time, stopping);
                // Where nobody watches, the last word was that.
                if (_watched.IsEmpty && _allHaveHeard)
                    await _others.LookAsync(NoteGone, stopping);
                else
                    await TellAsync();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    /// <summary>The broker is there, or there again. Who watches elsewhere may not have been able to say so.</summary>
    private async Task CatchUpAsync()
    {
        await TellAsync();
        if (await _others.LookAsync(NoteGone, _stopping.Token) is { } others)
            await Task.WhenAll(others.Select(AskAsync));
    }

    private async Task AskAsync(NodeId node)
    {
        var answer = await _backbone.AskAsync(node, Asked, default, Patience, _stopping.Token);
        // Who does not answer says it again before long.
        if (answer.Outcome is BackboneOutcome.Answered)
            _elsewhere.Put(node, LiveMessages.ReadInterest(answer.Body.Span));
    }

    /// <summary>Says what is watched here. One that is slow to hear it keeps nobody else waiting.</summary>
    private async Task TellAsync()
    {
        _allHaveHeard = false;
        if (await _others.LookAsync(NoteGone, _stopping.Token) is not { } others)
            return;
        var wanted = LiveMessages.Write(_watched.Now());
        var heard = await Task.WhenAll(others.Select(node => TellAsync(node, wanted)));
        _allHaveHeard = heard.All(static one => one);
    }

    private async Task<bool> TellAsync(NodeId node, ReadOnlyMemory<byte> wanted)
    {
        var answer = await _backbone.AskAsync(node, Wanted, wanted, Patience, _stopping.Token);
        return answer.Outcome is BackboneOutcome.Answered;
    }

    /// <summary>What it had to say and did not is nowhere.</summary>
    private void NoteGone(NodeId node)
    {
        _elsewhere.Forget(node);
        foreach (var organisation in _watched.Now().Organisations)
            _here.Publish(LiveGap.Of(organisation, _time));
    }

    private Task SendAsync(NodeId node, LiveLine line) =>
        line.RunAsync(
            TogetherMax,
            async (events, stopping) =>
            {
                var message = LiveMessages.Write(events, _json.Value.SerializerOptions);
                var answer = await _backbone.AskAsync(node, Events, message, Patience, stopping);
                return answer.Outcome is BackboneOutcome.Answered;
            },
            _stopping.Token
        );

    private ValueTask<ReadOnlyMemory<byte>> TakeInterestAsync(
        NodeId asker,
        ReadOnlyMemory<byte> message,
        CancellationToken cancellation
    )
    {
        _others.Note(asker);
        _elsewhere.Put(asker, LiveMessages.ReadInterest(message.Span));
        return ValueTask.FromResult(ReadOnlyMemory<byte>.Empty);
    }

    private ValueTask<ReadOnlyMemory<byte>> AnswerWhatIsWatchedAsync(
        NodeId asker,
        ReadOnlyMemory<byte> message,
        CancellationToken cancellation
    )
    {
        _others.Note(asker);
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(LiveMessages.Write(_watched.Now()));
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
}
