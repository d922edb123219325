using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Firstlight.Api;

/// <summary>
/// Opens one watcher's stream of a device's traffic: <c>live.ready</c>, then lines, a heartbeat when it is quiet, and
/// <c>traffic.end</c> when its time is over.
/// </summary>
internal sealed class TrafficStream(
    IDeviceTraffic traffic,
    TimeProvider time,
    IOptions<ApiOptions> options,
    IOptions<JsonOptions> json
)
{
    /// <param name="stopping">Ends the stream normally, so that a watcher does not hold up the server's stop.</param>
    public Outcome<Opened> Open(DeviceId device, CancellationToken stopping, CancellationToken cancellation)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellation);
        var watch = traffic.Watch(device, ended.Token);
        if (watch.Succeeded)
            return new Opened(watch.Value, ended, time, options.Value.HeartbeatInterval, json.Value.SerializerOptions);
        ended.Dispose();
        return watch.Refusal;
    }

    /// <summary>A stream that collects already and is read once.</summary>
    internal sealed class Opened(
        TrafficWatch watch,
        CancellationTokenSource ended,
        TimeProvider time,
        TimeSpan heartbeat,
        JsonSerializerOptions json
    )
    {
        public async IAsyncEnumerable<SseItem<JsonNode>> ReadAsync(
            [EnumeratorCancellation] CancellationToken cancellation
        )
        {
            var until = time.GetUtcNow() + ApiLimits.TrafficSpan;
            using var timer = new PeriodicTimer(heartbeat, time);
            var source = watch.Lines.GetAsyncEnumerator(cancellation);
            var next = source.MoveNextAsync().AsTask();
            var beat = timer.WaitForNextTickAsync(ended.Token).AsTask();
            try
            {
                yield return Signal("live.ready");
                while (await Task.WhenAny(next, beat) is var first && !ended.IsCancellationRequested)
                {
                    // Looked at with every line and every beat: a device that never rests does not prolong it.
                    if (time.GetUtcNow() >= until)
                    {
                        yield return Signal("traffic.end");
                        yield break;
                    }

                    if (first == beat)
                    {
                        yield return Signal("live.heartbeat");
                        beat = timer.WaitForNextTickAsync(ended.Token).AsTask();
                    }
                    else if (await next)
                    {
                        var (missed, line) = source.Current;
                        if (missed > 0)
                            yield return Gap(missed);
                        yield return new SseItem<JsonNode>(JsonSerializer.SerializeToNode(line, json)!, "traffic");
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
                ended.Dispose();
            }
        }

        private SseItem<JsonNode> Signal(string type) => new(new JsonObject { ["at"] = Now() }, type);

        private SseItem<JsonNode> Gap(int missed) =>
            new(new JsonObject { ["at"] = Now(), ["missed"] = missed }, "traffic.gap");

        private JsonNode? Now() => JsonSerializer.SerializeToNode(time.GetUtcNow(), json);
    }
}
