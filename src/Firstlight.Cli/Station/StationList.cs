using System.Globalization;
using System.Text;
using Firstlight.Cli.Output;
using Firstlight.Cli.Tables;
using Firstlight.Protocol.Firmware;

namespace Firstlight.Cli.Station;

/// <summary>The units of a station, from the JSON lines that the cloud exported, and whose label is whose.</summary>
internal sealed class StationList
{
    private static readonly string[] Columns = ["number", "id", "token", "qr", "claimCode"];

    private readonly Dictionary<string, StationUnit> _byLabel = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, StationUnit> _units = [];

    /// <summary>By number.</summary>
    public IReadOnlyDictionary<int, StationUnit> Units => _units;

    /// <exception cref="CommandFailure">The file cannot be read, or has errors; all of them are told.</exception>
    public static StationList Read(string file, Screen screen)
    {
        var list = new StationList();
        var faults = new RowFaults(Path.GetFileName(file));
        try
        {
            using var text = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
            foreach (var row in new LinesTable(text, faults).Read())
                list.Take(row, faults);
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            var reason = unreadable is DecoderFallbackException ? "it is not UTF-8 text." : unreadable.Message;
            throw new CommandFailure(ExitCodes.FileUnusable, $"{file} cannot be read: {reason}");
        }

        faults.ThrowIfAny(screen);
        return list;
    }

    /// <summary>Whose label was scanned or typed; null for nobody's.</summary>
    public StationUnit? FindByLabel(string scanned) => _byLabel.GetValueOrDefault(LabelKey(scanned));

    private void Take(TableRow row, RowFaults faults)
    {
        var before = faults.Count;
        foreach (var column in Columns.Where(column => row[column].Length == 0))
            faults.Add(
                row.Number,
                column,
                "It is missing. The station reads what tokens export --format jsonl writes."
            );
        if (faults.Count > before)
            return;
        if (!int.TryParse(row["number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            faults.Add(row.Number, "number", "It is no number.");
        if (!long.TryParse(row["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            faults.Add(row.Number, "id", "It is no number.");
        if (new PreProvisioning { Token = row["token"] }.FindFault() is { } fault)
            faults.Add(row.Number, "token", fault.Message);
        else if (!_tokens.Add(row["token"]))
            faults.Add(row.Number, "token", "Another row has the same token.");
        if (faults.Count > before)
            return;
        var unit = new StationUnit
        {
            Number = number,
            Id = id,
            Token = row["token"],
            Qr = row["qr"],
            ClaimCode = row["claimCode"],
        };
        if (!_units.TryAdd(number, unit))
            faults.Add(row.Number, "number", "Another row has the same number.");
        if (!_byLabel.TryAdd(LabelKey(unit.Qr), unit) || !_byLabel.TryAdd(LabelKey(unit.ClaimCode), unit))
            faults.Add(row.Number, "qr", "Another row has the same label.");
    }

    // A QR code may name its organisation behind the token or not. A typed code is read as the cloud reads it.
    private static string LabelKey(string said)
    {
        var text = said.Trim();
        if (text.StartsWith("sqr_", StringComparison.Ordinal))
            return text.Split('+')[0];
        return text.Replace("-", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal)
            .ToUpperInvariant()
            .Replace('O', '0')
            .Replace('I', '1')
            .Replace('L', '1');
    }
}
