using System.CommandLine;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight watch</c>: what happens, as it happens.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan ReconnectWait = TimeSpan.FromSeconds(1);

    public static Command Create(CommandRunner run)
    {
        var count = new Option<int?>("--count") { Description = "Stop after this many events. Default: go on." };
        var command = new Command("watch", "Print live events until stopped; with --json one object per line.")
        {
            count,
        };
        run.Set(command, (call, cancellation) => WatchAsync(call, call.Value(count) ?? int.MaxValue, cancellation));
        return command;
    }

    private static async Task WatchAsync(Call call, int remaining, CancellationToken cancellation)
    {
        var cloud = call.OpenCloud();
        // The first connection must succeed; a later one is tried again, since a watcher outlives a restart.
        var stream = await cloud.OpenLiveAsync(cancellation);
        while (true)
        {
            using (stream)
                remaining -= await PrintAsync(call, stream, remaining, cancellation);
            if (remaining <= 0)
                return;
            call.Screen.Remark("(the connection ended; connecting again)");
            stream = await ReopenAsync(call, cloud, cancellation);
        }
    }

    /// <returns>How many events were printed before the connection ended.</returns>
    private static async Task<int> PrintAsync(
        Call call,
        HttpResponseMessage stream,
        int eventsMax,
        CancellationToken cancellation
    )
    {
        var printed = 0;
        try
        {
            var body = await stream.Content.ReadAsStreamAsync(cancellation);
            var events = SseParser
                .Create(body, (_, data) => Encoding.UTF8.GetString(data))
                .EnumerateAsync(cancellation);
            await foreach (var live in events)
            {
                if (live.Data.Length == 0)
                    continue;
                Print(call, live.EventType, JsonElement.Parse(live.Data));
                if (++printed == eventsMax)
                    break;
            }
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException)
        {
            // The cloud went away in the middle of the stream: the caller connects again.
        }

        return printed;
    }

    private static async Task<HttpResponseMessage> ReopenAsync(
        Call call,
        Cloud.CloudClient cloud,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            await Task.Delay(ReconnectWait, call.Surroundings.Time, cancellation);
            try
            {
                return await cloud.OpenLiveAsync(cancellation);
            }
            catch (CommandFailure away) when (away.ExitCode is ExitCodes.CloudUnreachable or ExitCodes.CloudUnavailable)
            {
                // Still away. Nobody asked for a limit: a watcher waits until Ctrl-C.
            }
        }
    }

    private static void Print(Call call, string type, JsonElement data)
    {
        if (call.Json)
        {
            call.Screen.WriteJson(new { type, data });
            return;
        }

        var members =
            data.ValueKind is JsonValueKind.Object
                ? data.EnumerateObject().Select(member => $"{member.Name}={data.Text(member.Name)}")
                : [data.ToString()];
        var now = call.Surroundings.Time.GetLocalNow();
        call.Screen.Line($"{now:HH:mm:ss}  {type, -16}  {string.Join("  ", members)}");
    }
}
