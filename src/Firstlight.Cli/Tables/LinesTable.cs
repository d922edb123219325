using System.Text.Json;

namespace Firstlight.Cli.Tables;

/// <summary>Reads JSON lines: an object in each, its members the columns.</summary>
internal sealed class LinesTable(TextReader text, RowFaults faults)
{
    private const int LineCharactersMax = 100_000;

    public IEnumerable<TableRow> Read()
    {
        var row = 0;
        while (text.ReadLine() is { } line)
        {
            row++;
            if (line.Length > LineCharactersMax)
                faults.Add(row, null, $"The line has more than {LineCharactersMax} characters.");
            else if (line.Trim().Length > 0 && ReadLine(row, line) is { } read)
                yield return read;
        }

        if (row == 0)
            faults.Add(1, null, "The file is empty. Each line is a JSON object.");
    }

    private TableRow? ReadLine(int row, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind is JsonValueKind.Object)
                return new TableRow(
                    row,
                    document
                        .RootElement.EnumerateObject()
                        .ToDictionary(member => member.Name, member => member.Value.ToString(), StringComparer.Ordinal)
                );
            faults.Add(row, null, "The line is no JSON object.");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // The second comes of half a character in an escape, which shows only when the text is read.
            // Its message quotes the line, and the line has a token in it.
            faults.Add(row, null, "The line is not JSON, or has a member twice.");
        }

        return null;
    }
}
