using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Firstlight.LoadRun;

/// <summary>A maker's table: a row for each unit with its serial number and its name.</summary>
internal static class ImportRun
{
    public static async Task<(int Rows, TimeSpan Took)> TakeInAsync(
        CloudUnderLoad cloud,
        int rows,
        CancellationToken cancellation
    )
    {
        var made = await cloud.PostAsync("api/v1/templates", new { name = "Table" }, cancellation);
        var template = made.GetProperty("id").GetString()!;
        var field = new { name = "Serial Number", type = "Text" };
        await cloud.PostAsync($"api/v1/templates/{template}/metadata-fields", field, cancellation);
        var table = Path.GetTempFileName();
        try
        {
            await WriteAsync(table, rows, cancellation);
            return await SendAsync(cloud, template, table, cancellation);
        }
        finally
        {
            File.Delete(table);
        }
    }

    private static async Task<(int Rows, TimeSpan Took)> SendAsync(
        CloudUnderLoad cloud,
        string template,
        string table,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        await using var file = File.OpenRead(table);
        using var body = new StreamContent(file);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var response = await cloud.Http.PostAsync(
            $"api/v1/static-batches/import?templateId={template}",
            body,
            cancellation
        );
        response.EnsureSuccessStatusCode();
        var batch = (await response.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("id").GetInt64();
        var ready = await StaticRun.IsReadyAsync(cloud, batch, cancellation);
        return (ready, Stopwatch.GetElapsedTime(started));
    }

    private static async Task WriteAsync(string table, int rows, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(table);
        await writer.WriteLineAsync("Serial Number,Device Name");
        for (var row = 1; row <= rows; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"SN-{row:D9},Boiler {row}"));
        }
    }
}
