using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Firstlight.Core;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Firstlight.Api;

/// <summary>
/// One watcher's stream: <c>live.ready</c> once events are being collected, then events, and <c>live.heartbeat</c> whenever
/// the interval passes. A slow reader is held back by its own socket; what it misses becomes <c>live.gap</c>.
/// </summary>
internal sealed class LiveStream(
    ILiveEvents events,
    TimeProvider time,
    IOptions<ApiOptions> options,
    IOptions<JsonOptions> json
)
{
    public async IAsyncEnumerable<SseItem<JsonNode>> ReadAsync(
        LiveWatch watch,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            watch.Stopping,
            watch.SessionEnded,
            cancellation
        );
        using var timer = new PeriodicTimer(options.Value.HeartbeatInterval, time);
        var source = events.WatchAsync(watch.Organisation, ended.Token).GetAsyncEnumerator(ended.Token);
        // The first move registers the watcher: whatever happens after live.ready is on the stream.
        var next = source.MoveNextAsync().AsTask();
        var beat = timer.WaitForNextTickAsync(ended.Token).AsTask();
        try
        {
            yield return Signal("live.ready");
            while (await Task.WhenAny(next, beat) is var first && !ended.IsCancellationRequested)
            {
                if (first == beat)
                {
                    yield return Signal("live.heartbeat");
                    beat = timer.WaitForNextTickAsync(ended.Token).AsTask();
                }
                else if (await next)
                {
                    if (watch.Shows(source.Current))
                        yield return ItemOf(source.Current);
                    next = source.MoveNextAsync().AsTask();
                }
                else
                {
                    yield break;
                }
            }
        }
        finally
        {
            // Both waits must be over before their owners are disposed.
            await ended.CancelAsync();
            await ((Task)beat).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await source.DisposeAsync();
        }
    }

    private SseItem<JsonNode> Signal(string type) => new(new JsonObject { ["at"] = At(time.GetUtcNow()) }, type);

    // Every event says when it happened, also those whose publisher left that to the envelope.
    private SseItem<JsonNode> ItemOf(LiveEvent liveEvent)
    {
        var data = JsonSerializer.SerializeToNode(liveEvent.Data, json.Value.SerializerOptions);
        var item = data as JsonObject ?? new JsonObject { ["data"] = data };
        if (!item.ContainsKey("at"))
            item["at"] = At(liveEvent.At);
        return new SseItem<JsonNode>(item, liveEvent.Type);
    }

    private JsonNode? At(DateTimeOffset at) => JsonSerializer.SerializeToNode(at, json.Value.SerializerOptions);
}

/// <summary>Who watches what, and how long.</summary>
/// <param name="Organisation">Only events of this organisation.</param>
/// <param name="OnlyOf">Only events about what this person owns; null for all.</param>
/// <param name="Stopping">Ends the stream normally, so that a watcher does not hold up the server's stop.</param>
/// <param name="SessionEnded">Ends it too: the person must not see more.</param>
internal sealed record LiveWatch(
    OrganisationId Organisation,
    UserId? OnlyOf,
    CancellationToken Stopping,
    CancellationToken SessionEnded
)
{
    /// <summary>The stream's own events are for everybody.</summary>
    public bool Shows(LiveEvent liveEvent) =>
        OnlyOf is { } person ? liveEvent.Owner == person || liveEvent.Type == "live.gap" : !liveEvent.IsForOwnerAlone;
}
