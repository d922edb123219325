using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Firstlight.LoadRun;

/// <summary>
/// A maker's order over the cloud's real doors: tokens made and exported, pictures of a smaller batch, and customers who claim at a fixed
/// rate, whether or not the cloud keeps up.
/// </summary>
internal static class StaticRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Claims are compiled while the first ones are served; their times are told apart.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<StaticReport> RunAsync(
        int tokens,
        int pictures,
        int claims,
        int claimsPerSecond,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        await using var cloud = await CloudUnderLoad.StartAsync(limit.Token);
        var idle = cloud.ResidentBytes;
        var template = (await cloud.PostAsync("api/v1/templates", new { name = "Load" }, limit.Token))
            .GetProperty("id")
            .GetString()!;

        var (batch, making) = await MakeAsync(cloud, template, tokens, limit.Token);
        var table = await ExportAsync(cloud, batch, "Csv", limit.Token);
        var (small, _) = await MakeAsync(cloud, template, Math.Max(pictures, claims), limit.Token);
        var zip = await ExportAsync(cloud, small, "Zip", limit.Token);
        var codes = await ReadCodesAsync(cloud, small, claims, limit.Token);
        var latencies = await ClaimAsync(cloud, codes, claimsPerSecond, limit.Token);
        var first = Math.Min(latencies.Length, (int)(claimsPerSecond * WarmUp.TotalSeconds));
        var cold = Sorted(latencies.AsSpan(0, first));
        var warm = Sorted(latencies.AsSpan(first < latencies.Length ? first : 0));
        var peak = cloud.PeakResidentBytes;
        var imported = await ImportRun.TakeInAsync(cloud, tokens, limit.Token);
        return new StaticReport(
            tokens,
            table.Lines - 1,
            making.TotalSeconds,
            table.Took.TotalSeconds,
            table.Bytes,
            Math.Max(pictures, claims),
            zip.Took.TotalSeconds,
            claims,
            latencies.Count(latency => latency is not null),
            claimsPerSecond,
            At(warm, 0.5),
            At(warm, 0.99),
            At(cold, 0.99),
            imported.Rows,
            imported.Took.TotalSeconds,
            idle,
            peak,
            cloud.PeakResidentBytes,
            cloud.ProcessorTime.TotalSeconds
        );
    }

    private static async Task<(long Batch, TimeSpan Took)> MakeAsync(
        CloudUnderLoad cloud,
        string template,
        int count,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        var order = new { templateId = template, count };
        var batch = (await cloud.PostAsync("api/v1/static-batches", order, cancellation)).GetProperty("id").GetInt64();
        await IsReadyAsync(cloud, batch, cancellation);
        return (batch, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Returns when every token of the batch is made; the answer is how many there are.</summary>
    public static async Task<int> IsReadyAsync(CloudUnderLoad cloud, long batch, CancellationToken cancellation)
    {
        while (true)
        {
            var state = await cloud.Http.GetFromJsonAsync<JsonElement>($"api/v1/static-batches/{batch}", cancellation);
            if (state.GetProperty("state").GetString() == "Ready")
                return state.GetProperty("made").GetInt32();
            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }

    private static async Task<(int Lines, long Bytes, TimeSpan Took)> ExportAsync(
        CloudUnderLoad cloud,
        long batch,
        string format,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        await using var body = await OpenAsync(cloud, batch, format, cancellation);
        var buffer = new byte[1 << 16];
        var (lines, bytes) = (0, 0L);
        while (await body.ReadAsync(buffer, cancellation) is var read and > 0)
        {
            bytes += read;
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return (lines, bytes, Stopwatch.GetElapsedTime(started));
    }

    private static async Task<List<string>> ReadCodesAsync(
        CloudUnderLoad cloud,
        long batch,
        int count,
        CancellationToken cancellation
    )
    {
        using var lines = new StreamReader(await OpenAsync(cloud, batch, "Jsonl", cancellation));
        var codes = new List<string>(count);
        while (codes.Count < count && await lines.ReadLineAsync(cancellation) is { } line)
        {
            using var unit = JsonDocument.Parse(line);
            codes.Add(unit.RootElement.GetProperty("claimCode").GetString()!);
        }

        return codes;
    }

    private static async Task<Stream> OpenAsync(
        CloudUnderLoad cloud,
        long batch,
        string format,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"api/v1/static-batches/{batch}/export?format={format}"
        );
        var response = await cloud.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStreamAsync(cancellation);
    }

    // Each claim has its moment. One that begins late has waited all the same: its time counts from that moment on.
    private static async Task<double?[]> ClaimAsync(
        CloudUnderLoad cloud,
        List<string> codes,
        int perSecond,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        var claims = new List<Task<double?>>(codes.Count);
        for (var index = 0; index < codes.Count; index++)
        {
            var due = TimeSpan.FromSeconds((double)index / perSecond);
            if (due - Stopwatch.GetElapsedTime(started) is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, cancellation);
            claims.Add(ClaimAsync(cloud, codes[index], started, due, cancellation));
        }

        return await Task.WhenAll(claims);
    }

    private static async Task<double?> ClaimAsync(
        CloudUnderLoad cloud,
        string code,
        long started,
        TimeSpan due,
        CancellationToken cancellation
    )
    {
        using var answer = await cloud.Http.PostAsJsonAsync("api/v1/claims", new { code }, cancellation);
        return answer.IsSuccessStatusCode ? (Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds : null;
    }

    private static List<double> Sorted(ReadOnlySpan<double?> latencies)
    {
        var sorted = latencies.ToArray().OfType<double>().ToList();
        sorted.Sort();
        return sorted;
    }

    private static double At(List<double> sorted, double part) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
}
