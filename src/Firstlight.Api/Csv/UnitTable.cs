using System.Runtime.CompilerServices;
using System.Text.Unicode;
using CsvHelper;
using Firstlight.Activation;

namespace Firstlight.Api;

/// <summary>
/// A table in a file, which is closed when this goes. A row is a line: no field takes a line break, and so a quote that is not closed spoils
/// one row and not all that follow.
/// </summary>
internal sealed class UnitTable(FileStream file, string digest, Action release) : IUnitTable, IAsyncDisposable
{
    private const int RowBytesMax = 64 * 1024;
    private const int CellBytesMax = 4 * 1024;

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        SkipEmptyLines = false,
        AllowLineBreaksInQuotes = false,
        DetectSeparatorHint = false,
        MaxRecordSize = RowBytesMax,
    };

    public string Digest { get; } = digest;

    public async IAsyncEnumerable<TableRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        file.Position = 0;
        await using var reader = CsvReader.Create(file, Options, leaveOpen: true);
        for (var number = 1; ; number++)
        {
            bool? found;
            try
            {
                found = await reader.ReadAsync(cancellation);
            }
            catch (CsvFormatException)
            {
                found = null;
            }

            if (found == false)
                yield break;
            if (found is null || reader.RawRecord.Length > RowBytesMax)
            {
                yield return Endless(number);
                yield break;
            }

            yield return RowOf(reader, number);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        release();
    }

    private static TableRow Endless(int number) =>
        new(number, [])
        {
            Faults =
            [
                new CellFault(
                    null,
                    $"The row has no end within {RowBytesMax:N0} bytes. Save the table as CSV, with a line for each unit."
                ),
            ],
        };

    private static TableRow RowOf(CsvReader reader, int number)
    {
        List<CellFault>? faults = null;
        var cells = new string[reader.FieldCount];
        for (var index = 0; index < cells.Length; index++)
        {
            cells[index] = "";
            if (FindFault(reader.GetRawSpan(index)) is { } fault)
                (faults ??= []).Add(new CellFault(index + 1, fault));
            else
                cells[index] = reader.GetString(index);
        }

        return faults is null ? new TableRow(number, cells) : new TableRow(number, cells) { Faults = faults };
    }

    private static string? FindFault(ReadOnlySpan<byte> raw)
    {
        if (raw.Length > CellBytesMax)
            return $"The cell has {raw.Length:N0} bytes; at most {CellBytesMax:N0} are allowed.";
        if (raw.Contains((byte)0))
            return "The cell contains a NUL byte. The file is damaged, or no text.";
        if (!Utf8.IsValid(raw))
            return "The cell contains bytes that are not UTF-8. Save the table as CSV in UTF-8.";
        if (!raw.Contains((byte)'"'))
            return null;
        if (raw[0] != '"')
            return "A quote stands in the middle of the cell. Put the whole cell into quotes and double the quotes in it.";
        return FindQuoteFault(raw[1..]);
    }

    // Behind the quote that opens the cell.
    private static string? FindQuoteFault(ReadOnlySpan<byte> rest)
    {
        while (rest.IndexOf((byte)'"') is var quote && quote >= 0)
        {
            rest = rest[(quote + 1)..];
            if (rest.IsEmpty)
                return null;
            if (rest[0] != '"')
                return "Text follows the quote that closes the cell. Double a quote that is part of the text.";
            rest = rest[1..];
        }

        return "The quote that opens the cell is not closed in its line. A cell has no line breaks.";
    }
}
