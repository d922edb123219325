using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>What a person with an open page sees: every live event from the moment this is made.</summary>
internal sealed class LiveWatch : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly ConcurrentQueue<(string Type, JsonNode Data)> _events = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    private LiveWatch(HttpResponseMessage response)
    {
        _response = response;
        _reading = ReadAsync();
    }

    public static Task<LiveWatch> StartAsync(RestClient api, CancellationToken cancellation) =>
        StartAsync(api, "api/v1/live", cancellation);

    /// <summary>What a device and the cloud say to each other instead.</summary>
    public static Task<LiveWatch> OfTrafficAsync(RestClient api, long device, CancellationToken cancellation) =>
        StartAsync(api, $"api/v1/devices/{device}/traffic", cancellation);

    private static async Task<LiveWatch> StartAsync(RestClient api, string path, CancellationToken cancellation)
    {
        var response = await api.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellation);
        var watch = new LiveWatch(response);
        await Until.TrueAsync(() => watch.Count("live.ready") == 1, "the live events begin", cancellation);
        return watch;
    }

    /// <summary>How often an event of the type was seen; of one device when it is named.</summary>
    public int Count(string type, long? device = null) =>
        _events.Count(seen =>
            seen.Type == type && (device is null || seen.Data["deviceId"]?.GetValue<long>() == device)
        );

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _response.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            await using var stream = await _response.Content.ReadAsStreamAsync(_stop.Token);
            using var reader = new StreamReader(stream);
            var type = "";
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    type = line["event: ".Length..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    _events.Enqueue((type, JsonNode.Parse(line["data: ".Length..])!));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or HttpRequestException)
        {
            // The test or the cloud ended.
        }
    }
}
