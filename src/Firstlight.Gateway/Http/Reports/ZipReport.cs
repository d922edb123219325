using System.IO.Compression;
using System.Text;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Gateway.Http;

/// <summary>A report as a zip: for each datastream a table of time and value, and one of events when they are asked for.</summary>
internal static class ZipReport
{
    public static async Task WriteAsync(
        Stream body,
        ReportRequest request,
        ReportRows report,
        IReadOnlyList<Datastream> datastreams,
        CancellationToken cancellation
    )
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
            await FillAsync(zip, request, report, datastreams, cancellation);
        await deferred.FlushAsync(cancellation);
    }

    private static async Task FillAsync(
        ZipArchive zip,
        ReportRequest request,
        ReportRows report,
        IReadOnlyList<Datastream> datastreams,
        CancellationToken cancellation
    )
    {
        foreach (var datastream in datastreams)
        {
            await using var table = await OpenAsync(zip, $"{Plain(datastream)}_data.csv", cancellation);
            await table.WriteAsync(CsvRow.Of("Time", datastream.Name).AsMemory(), cancellation);
            await foreach (var row in report.ReadAsync(datastream, cancellation))
            {
                var value = DeviceValue.Plain(row.Datastream.Type, row.Value);
                await table.WriteAsync(CsvRow.Of(report.Time(row.At), value).AsMemory(), cancellation);
            }
        }

        if (!request.SendEvents)
            return;
        await using var events = await OpenAsync(zip, "events.csv", cancellation);
        await events.WriteAsync(CsvRow.Of("Time", "Code", "Description").AsMemory(), cancellation);
        await foreach (var happened in report.ReadEventsAsync(cancellation))
        {
            var row = CsvRow.Of(report.Time(happened.At), happened.Code, happened.Description ?? "");
            await events.WriteAsync(row.AsMemory(), cancellation);
        }
    }

    private static async Task<StreamWriter> OpenAsync(ZipArchive zip, string name, CancellationToken cancellation) =>
        new(await zip.CreateEntry(name).OpenAsync(cancellation), new UTF8Encoding(false));

    /// <summary>The pin and what of the name every file system takes.</summary>
    private static string Plain(Datastream datastream)
    {
        var name = string.Concat(datastream.Name.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_'));
        return $"{datastream.Pin}_{name}";
    }
}
