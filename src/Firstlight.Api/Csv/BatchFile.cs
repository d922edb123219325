using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using QRCoder;

namespace Firstlight.Api;

/// <summary>The forms in which a batch leaves.</summary>
internal enum BatchFormat
{
    /// <summary>A table, a unit in each row.</summary>
    Csv,

    /// <summary>A JSON object in each line, for flashing stations.</summary>
    Jsonl,

    /// <summary>The table, and a picture of each QR code.</summary>
    Zip,

    /// <summary>Label sheets: QR code, number and claim code of each unit.</summary>
    Pdf,
}

/// <summary>A batch with its secrets, unit by unit: however large it is, little of it is in memory.</summary>
internal static class BatchFile
{
    private const int FlushEvery = 500;

    // A module of 8 pixels with the quiet zone prints well from 12 mm; level M survives a scratch of 15 %.
    private const int PixelsPerModule = 8;

    private static readonly string[] Header = ["Number", "Device Token", "QR Token", "QR Content", "Claim Code"];

    public static PushStreamHttpResult Of(OpenedBatch batch, BatchExport export, CancellationToken cancellation)
    {
        var name = $"batch-{batch.Batch.Id}";
        var units = new BatchUnits(batch, export);
        return export.Format switch
        {
            BatchFormat.Jsonl => Stream(
                "application/x-ndjson",
                "jsonl",
                body => WriteLinesAsync(body, units, cancellation)
            ),
            BatchFormat.Zip => Stream(
                "application/zip",
                "zip",
                body => WriteZipAsync(body, units, export.Images, cancellation)
            ),
            BatchFormat.Pdf => Stream(
                "application/pdf",
                "pdf",
                body =>
                    LabelSheets.WriteAsync(
                        body,
                        $"Labels of batch {batch.Batch.Id}",
                        units.ReadAsync(cancellation).Select(unit => LabelOf(unit, export.Title ?? batch.Batch.Name)),
                        export.Paper,
                        export.Skip,
                        cancellation
                    )
            ),
            _ => Stream(
                CsvFile.ContentType + "; charset=utf-8",
                "csv",
                body => WriteTableAsync(body, units, cancellation)
            ),
        };

        PushStreamHttpResult Stream(string type, string ending, Func<System.IO.Stream, Task> write) =>
            TypedResults.Stream(
                async body =>
                {
                    using (batch)
                        await write(body);
                },
                type,
                $"{name}.{ending}"
            );
    }

    private static Task WriteTableAsync(System.IO.Stream body, BatchUnits batch, CancellationToken cancellation) =>
        WriteAsync(
            body,
            CsvText.Line([.. Header, .. batch.Fields.Select(ColumnOf)]),
            unit => CsvText.Line([.. CellsOf(unit), .. batch.Fields.Select(field => ValueOf(unit.Token, field))]),
            batch,
            cancellation
        );

    private static Task WriteLinesAsync(System.IO.Stream body, BatchUnits batch, CancellationToken cancellation) =>
        WriteAsync(
            body,
            "",
            unit => JsonSerializer.Serialize(UnitLine.Of(unit), BatchJson.Default.UnitLine) + "\n",
            batch,
            cancellation
        );

    private static async Task WriteAsync(
        System.IO.Stream body,
        string head,
        Func<StaticTokenSecrets, string> lineOf,
        BatchUnits batch,
        CancellationToken cancellation
    )
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true);
        await writer.WriteAsync(head);
        var written = 0;
        await foreach (var unit in batch.ReadAsync(cancellation))
        {
            await writer.WriteAsync(lineOf(unit));
            if (++written % FlushEvery == 0)
                await writer.FlushAsync(cancellation);
        }
    }

    private static async Task WriteZipAsync(
        System.IO.Stream body,
        BatchUnits batch,
        ImageNames names,
        CancellationToken cancellation
    )
    {
        var deferred = new DeferredStream(body);
        await using (var zip = await CreateZipAsync(deferred, cancellation))
            await FillAsync(zip, batch, names, cancellation);
        await deferred.FlushAsync(cancellation);
    }

    private static Task<ZipArchive> CreateZipAsync(System.IO.Stream body, CancellationToken cancellation) =>
        ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);

    private static async Task FillAsync(
        ZipArchive zip,
        BatchUnits batch,
        ImageNames names,
        CancellationToken cancellation
    )
    {
        // The batch is read twice, because a zip is written entry by entry and the table shall not wait in memory.
        await using (var table = await zip.CreateEntry("tokens.csv").OpenAsync(cancellation))
            await WriteTableAsync(table, batch, cancellation);
        using var drawer = new QRCodeGenerator();
        await foreach (var unit in batch.ReadAsync(cancellation))
        {
            // Pictures are packed already.
            var entry = zip.CreateEntry($"qr/{names.Of(unit)}.png", CompressionLevel.NoCompression);
            await using var picture = await entry.OpenAsync(cancellation);
            await picture.WriteAsync(Draw(drawer, unit.QrToken.RevealContent(unit.Token.Organisation)), cancellation);
        }
    }

    private static byte[] Draw(QRCodeGenerator drawer, string content)
    {
        using var data = drawer.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }

    private static Label LabelOf(StaticTokenSecrets unit, string title) =>
        new()
        {
            Title = title,
            Number = NumberOf(unit.Token),
            Content = unit.QrToken.RevealContent(unit.Token.Organisation),
            ClaimCode = unit.ClaimCode.Reveal(),
        };

    // What the table calls the unit, when the labels' font has its letters.
    private static string NumberOf(StaticToken token) =>
        (token.Serial ?? token.Name) is { } called && LabelFont.FindUnprintable(called) is null
            ? called
            : string.Create(CultureInfo.InvariantCulture, $"No. {token.Number:D7}");

    // Scripts find the columns by their names, so none is there twice.
    private static string ColumnOf(string field) =>
        Header.Contains(field, StringComparer.Ordinal) ? $"{field} (metadata)" : field;

    private static string? ValueOf(StaticToken token, string field) =>
        field == FillableField.DeviceName ? token.Name : token.Metadata.GetValueOrDefault(field);

    private static string[] CellsOf(StaticTokenSecrets unit) =>
        [
            unit.Token.Number.ToString(CultureInfo.InvariantCulture),
            unit.AuthToken.Reveal(),
            unit.QrToken.Reveal(),
            unit.QrToken.RevealContent(unit.Token.Organisation),
            unit.ClaimCode.Reveal(),
        ];
}

/// <summary>The units of a batch that were asked for.</summary>
internal sealed class BatchUnits(OpenedBatch batch, BatchExport export)
{
    /// <summary>The columns of the batch's table.</summary>
    public IReadOnlyList<string> Fields => batch.Batch.Fields;

    public IAsyncEnumerable<StaticTokenSecrets> ReadAsync(CancellationToken cancellation) =>
        batch.ReadAsync(export.First, Math.Min(export.Last ?? batch.Batch.Count, batch.Batch.Count), cancellation);
}

/// <summary>A unit as a flashing station reads it. Not a record: a record would print its secrets.</summary>
internal sealed class UnitLine
{
    public required int Number { get; init; }

    public required long Id { get; init; }

    public required string TemplateId { get; init; }

    public required string Token { get; init; }

    public required string Qr { get; init; }

    public required string ClaimCode { get; init; }

    /// <summary>What its table called it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>What its table said of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public static UnitLine Of(StaticTokenSecrets unit) =>
        new()
        {
            Number = unit.Token.Number,
            Id = unit.Token.Id.Value,
            TemplateId = unit.Token.Template.Value,
            Token = unit.AuthToken.Reveal(),
            Qr = unit.QrToken.RevealContent(unit.Token.Organisation),
            ClaimCode = unit.ClaimCode.Reveal(),
            Name = unit.Token.Name,
            Metadata = unit.Token.Metadata.Count > 0 ? unit.Token.Metadata : null,
        };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UnitLine))]
internal sealed partial class BatchJson : JsonSerializerContext;
