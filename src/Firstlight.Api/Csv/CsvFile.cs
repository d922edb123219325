using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Firstlight.Api;

/// <summary>A table that leaves row by row as it is read: however long it is, little of it is in memory.</summary>
internal static class CsvFile
{
    public const string ContentType = "text/csv";

    private const int FlushEvery = 500;

    public static PushStreamHttpResult Of<T>(
        string name,
        IReadOnlyList<string> header,
        IAsyncEnumerable<T> rows,
        Func<T, IReadOnlyList<string?>> cells
    ) => TypedResults.Stream(body => WriteAsync(body, header, rows, cells), ContentType + "; charset=utf-8", name);

    private static async Task WriteAsync<T>(
        Stream body,
        IReadOnlyList<string> header,
        IAsyncEnumerable<T> rows,
        Func<T, IReadOnlyList<string?>> cells
    )
    {
        // The mark in front tells spreadsheets that it is UTF-8.
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteAsync(CsvText.Line(header));
        var waiting = 0;
        await foreach (var row in rows)
        {
            await writer.WriteAsync(CsvText.Line(cells(row)));
            if (++waiting % FlushEvery == 0)
                await writer.FlushAsync();
        }
    }
}
