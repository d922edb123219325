using System.Text.Json.Nodes;
using Firstlight.ClusterLab.Logs;

namespace Firstlight.ClusterLab.Driving;

/// <summary>A person with an open page: reads live events, and opens the stream again when it ends or has no sign of life.</summary>
internal sealed class WatcherDriver(People people, ClientLog log)
{
    /// <summary>The stream has a heartbeat every 15 seconds, and values come all the time.</summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(stop);
            }
            catch (Exception lost)
                when (lost is HttpRequestException or OperationCanceledException or IOException or TimeoutException)
            {
                log.Write("lost", lost.GetType().Name);
            }

            log.Write("closed");
            await Task.Delay(Pause, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(stop);
        opening.CancelAfter(SilenceMax);
        using var response = await people.Http.GetAsync(
            "api/v1/live",
            HttpCompletionOption.ResponseHeadersRead,
            opening.Token
        );
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
        var type = "";
        while (await reader.ReadLineAsync(stop).AsTask().WaitAsync(SilenceMax, TimeProvider.System, stop) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                type = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                Take(type, JsonNode.Parse(line["data: ".Length..])!);
        }
    }

    private void Take(string type, JsonNode data)
    {
        if (type == "live.ready")
            log.Write("open");
        else if (type == "live.gap")
            log.Write("gap");
        else if (type == "datastream" && data["name"]!.GetValue<string>() == People.ValueName)
            log.Write("seen", data["deviceId"]!, data["value"]!);
    }
}
