using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Firstlight.Accounts;
using Firstlight.Core;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Firstlight.Api;

/// <summary>All that is known about one person, as a zip of lines of JSON. However much it is, little of it is in memory; no secret is in it.</summary>
internal sealed class OwnDataFile(OwnData data, IOptions<JsonOptions> json)
{
    public const string ContentType = "application/zip";
    public const string Name = "firstlight-my-data.zip";

    private const int FlushEvery = 100;

    private const string Guide = """
        What Firstlight knows about you. Each file but this one and account.json has one thing in each line, as JSON.

        account.json    you, and the names of your passkeys
        devices.jsonl   your devices, with metadata and the last value of each datastream
        events.jsonl    what happened to them
        attempts.jsonl  how you set devices up, step by step
        actions.jsonl   what you did, when and from where

        No passwords, tokens or keys are in it.

        """;

    /// <summary>Writes the whole file.</summary>
    public async Task WriteAsync(Stream body, Caller caller, CancellationToken cancellation)
    {
        var deferred = new DeferredStream(body);
        await using (
            var zip = await ZipArchive.CreateAsync(
                deferred,
                ZipArchiveMode.Create,
                leaveOpen: true,
                entryNameEncoding: null,
                cancellation
            )
        )
        {
            await WriteTextAsync(zip, "README.txt", Guide, cancellation);
            var account = await data.ReadAccountAsync(caller, cancellation);
            await WriteTextAsync(zip, "account.json", LineOf(account), cancellation);
            await WriteLinesAsync(zip, "devices.jsonl", data.ReadDevicesAsync(caller, cancellation), cancellation);
            await WriteLinesAsync(zip, "events.jsonl", data.ReadEventsAsync(caller, cancellation), cancellation);
            await WriteLinesAsync(zip, "attempts.jsonl", data.ReadAttemptsAsync(caller, cancellation), cancellation);
            await WriteLinesAsync(zip, "actions.jsonl", data.ReadActionsAsync(caller, cancellation), cancellation);
        }

        await deferred.FlushAsync(cancellation);
    }

    private static async Task WriteTextAsync(ZipArchive zip, string name, string text, CancellationToken cancellation)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellation);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
    }

    private async Task WriteLinesAsync<T>(
        ZipArchive zip,
        string name,
        IAsyncEnumerable<T> things,
        CancellationToken cancellation
    )
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellation);
        await using var writer = new StreamWriter(entry, new UTF8Encoding(false), leaveOpen: true);
        var waiting = 0;
        await foreach (var thing in things.WithCancellation(cancellation))
        {
            await writer.WriteAsync(LineOf(thing));
            if (++waiting % FlushEvery == 0)
                await writer.FlushAsync(cancellation);
        }
    }

    private string LineOf<T>(T thing) => JsonSerializer.Serialize(thing, json.Value.SerializerOptions) + "\n";
}
