using System.Text;
using Firstlight.Cli.Output;
using Firstlight.Cli.Tables;
using Firstlight.Protocol.Firmware;

namespace Firstlight.Cli.Firmware;

/// <summary>Reads which units to make from what the cloud exported: a table or JSON lines.</summary>
internal sealed class UnitList(string file, string? nameColumn)
{
    /// <summary>As many as a batch has at most.</summary>
    public const int UnitsMax = 1_000_000;

    private const int NameBytesMax = 100;

    private static readonly string[] TokenColumns = ["Device Token", "token", "AuthToken"];

    // A serial number is what people read on the unit; the number in the batch is what every list has. No secret by default.
    private static readonly string[] NameColumns = ["Serial Number", "serial", "Serial", "Number", "number"];

    private readonly RowFaults _faults = new(Path.GetFileName(file));
    private readonly Dictionary<string, int> _tokens = new(StringComparer.Ordinal);

    // File systems of other machines tell no letter case.
    private readonly Dictionary<string, int> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every unit, none twice.</summary>
    /// <exception cref="CommandFailure">The file cannot be read, or has errors; all of them are told.</exception>
    public IReadOnlyList<Unit> Read(Screen screen)
    {
        var units = new List<Unit>();
        try
        {
            using var text = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var isLines = Path.GetExtension(file).ToUpperInvariant() is ".JSONL" or ".NDJSON";
            foreach (var row in isLines ? new LinesTable(text, _faults).Read() : new CsvTable(text, _faults).Read())
            {
                if (ReadUnit(row) is { } unit)
                    units.Add(unit);
                if (units.Count > UnitsMax)
                {
                    _faults.Add(row.Number, null, $"A list has at most {UnitsMax:N0} units.");
                    break;
                }
            }
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            var reason = unreadable is DecoderFallbackException ? "it is not UTF-8 text." : unreadable.Message;
            throw new CommandFailure(ExitCodes.FileUnusable, $"{file} cannot be read: {reason}");
        }

        if (units.Count == 0 && _faults.Count == 0)
            _faults.Add(1, null, "There is no unit in it.");
        _faults.ThrowIfAny(screen);
        return units;
    }

    private Unit? ReadUnit(TableRow row)
    {
        var before = _faults.Count;
        var tokenColumn = Choose(row, TokenColumns);
        var nameIn = nameColumn is null ? Choose(row, NameColumns) : Choose(row, [nameColumn]);
        if (tokenColumn is null)
            _faults.Add(row.Number, null, $"No column is called {string.Join(" or ", TokenColumns)}.");
        if (nameColumn is not null && nameIn is null)
            _faults.Add(row.Number, null, $"No column is called {nameColumn}.");
        if (_faults.Count > before)
            return null;
        var token = row[tokenColumn!].Trim();
        var name = nameIn is null ? row.Number.ToString("D7") : NumberedName(row[nameIn].Trim(), nameIn);
        CheckToken(row.Number, tokenColumn!, token);
        CheckName(row.Number, nameIn, name);
        return _faults.Count == before ? new Unit(row.Number, name, token) : null;
    }

    private static string? Choose(TableRow row, string[] names) =>
        names.FirstOrDefault(name => row.Columns.Contains(name, StringComparer.Ordinal));

    // Numbers get zeros in front, as the pictures of the same export have them.
    private static string NumberedName(string text, string column) =>
        column.Equals("Number", StringComparison.OrdinalIgnoreCase) && int.TryParse(text, out var number)
            ? number.ToString("D7")
            : text;

    private void CheckToken(int row, string column, string token)
    {
        if (new PreProvisioning { Token = token }.FindFault() is not null)
            _faults.Add(
                row,
                column,
                token.Length == 0 ? "The token is missing."
                    : token.Length == PreProvisioning.TokenCharacters
                        ? "A character in it is in no token: A-Z a-z 0-9 _ - are."
                    : $"It has {token.Length} characters; a token has {PreProvisioning.TokenCharacters}."
            );
        else if (!_tokens.TryAdd(token, row))
            _faults.Add(row, column, $"Row {_tokens[token]} has the same token.");
    }

    private void CheckName(int row, string? column, string name)
    {
        if (name.Length == 0)
            _faults.Add(row, column, "The name for the unit's file is missing.");
        else if (Encoding.UTF8.GetByteCount(name) > NameBytesMax)
            _faults.Add(row, column, $"A file's name here has at most {NameBytesMax} bytes.");
        else if (name[0] is '.' || name[^1] is '.' || name.Any(character => !MayBeInName(character)))
            _faults.Add(
                row,
                column,
                "It cannot name a file on every machine: no / \\ : * ? \" < > | and no dot at its ends."
            );
        else if (!_names.TryAdd(name, row))
            _faults.Add(row, column, $"Row {_names[name]} has the same name.");
    }

    private static bool MayBeInName(char character) =>
        !char.IsControl(character) && !char.IsSurrogate(character) && !"/\\:*?\"<>|".Contains(character);
}
