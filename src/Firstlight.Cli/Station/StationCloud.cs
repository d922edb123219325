using System.Text.Json;
using Firstlight.Cli.Cloud;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Station;

/// <summary>What the station asks the cloud about its units.</summary>
internal sealed class StationCloud(CloudClient cloud, TimeProvider time, TimeSpan timeout)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Why a token cannot be given to a unit any more; null when it is free.</summary>
    public async Task<string?> FindUseAsync(StationUnit unit, CancellationToken cancellation)
    {
        var token = await ReadAsync(unit, cancellation);
        if (token.Text("state") != "Unclaimed")
            return "It is claimed already.";
        return token.Text("deviceId").Length > 0 ? "A unit with its token has connected before." : null;
    }

    /// <summary>Waits until the unit is connected and nobody's.</summary>
    /// <returns>Why it is not; null when it is.</returns>
    public async Task<string?> WaitUntilOnlineAsync(StationUnit unit, CancellationToken cancellation)
    {
        string? claimed = null;
        var isOnline = await WaitAsync(
            async () =>
            {
                var token = await ReadAsync(unit, cancellation);
                claimed = token.Text("state") == "Unclaimed" ? null : "Somebody has claimed it.";
                if (claimed is not null || token.Text("deviceId") is not { Length: > 0 } device)
                    return claimed is not null;
                return (await cloud.GetAsync($"/devices/{device}", cancellation)).Text("connected") == "yes";
            },
            cancellation
        );
        return claimed ?? (isOnline ? null : $"It did not connect within {timeout.TotalSeconds:0} s.");
    }

    /// <summary>Waits for what the unit says about itself.</summary>
    /// <returns>Why the test has failed; null when it has passed.</returns>
    public async Task<string?> WaitForSelfTestAsync(StationUnit unit, SelfTest test, CancellationToken cancellation)
    {
        string? said = null;
        var hasPassed = await WaitAsync(
            async () =>
            {
                var device = (await ReadAsync(unit, cancellation)).Text("deviceId");
                said = test.Read(await cloud.GetAsync($"/devices/{device}/datastreams", cancellation));
                return said is not null && test.Passes(said);
            },
            cancellation
        );
        if (hasPassed)
            return null;
        return said is null
            ? $"Its self-test said nothing within {timeout.TotalSeconds:0} s."
            : $"Its self-test said {said}, not {test}.";
    }

    /// <summary>The unit's label as a PDF.</summary>
    public async Task WriteLabelAsync(
        StationUnit unit,
        string paper,
        string? title,
        string file,
        CancellationToken cancellation
    )
    {
        var batch = (await ReadAsync(unit, cancellation)).Text("batchId");
        var number = $"{unit.Number}";
        var query = Commands.Query.Of(
            ("format", "pdf"),
            ("from", number),
            ("to", number),
            ("paper", paper),
            ("title", title)
        );
        await WholeFile.WriteAsync(
            file,
            body => cloud.DownloadAsync($"/static-batches/{batch}/export{query}", body, cancellation)
        );
    }

    private Task<JsonElement> ReadAsync(StationUnit unit, CancellationToken cancellation) =>
        cloud.GetAsync($"/static-tokens/{unit.Id}", cancellation);

    private async Task<bool> WaitAsync(Func<Task<bool>> condition, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (!await condition())
        {
            if (time.GetElapsedTime(started) >= timeout)
                return false;
            await Task.Delay(LookInterval, time, cancellation);
        }

        return true;
    }
}
