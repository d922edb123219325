using System.Security.Cryptography;
using System.Text;
using Firstlight.Cli.Commands;
using Firstlight.Protocol.Firmware;

namespace Firstlight.Cli.Firmware;

/// <summary>
/// Makes each unit's file. Everything that can be wrong is looked for first; then file after file, so that a run that was stopped goes on
/// where it was.
/// </summary>
internal sealed class StampRun(Call call, StampOptions options)
{
    /// <summary>Which file is for whom; no secret.</summary>
    public const string ManifestName = "manifest.csv";

    private readonly UnitFolder _folder = new(call.Value(options.Out)!);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var path = call.Value(options.Image);
        var ending = Path.GetExtension(path) is { Length: > 0 } given ? given : ".bin";
        var stamp = await Stamping.OpenAsync(path, cancellation);
        var list = new UnitList(call.Value(options.Tokens)!, call.Value(options.NameBy));
        var units = list.Read(call.Screen);
        var valuesOf = await options.Values.ReadAsync(call, cancellation);
        // All tokens are equally long, so what fits for one unit fits for all.
        stamp.Make(valuesOf(units[0].Token));

        var waiting = FindWaiting(unit => stamp.Make(valuesOf(unit.Token)), units, ending, cancellation);
        _folder.Create();
        var manifest = new StringBuilder("File,Row,Token Ending,SHA-256\r\n");
        await call.Screen.ProgressAsync(
            "Stamping",
            units.Count,
            advance =>
            {
                foreach (var unit in units)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var content = stamp.Make(valuesOf(unit.Token));
                    var name = unit.Name + ending;
                    if (waiting.Contains(unit.Row))
                        _folder.Write(name, content);
                    var digest = Convert.ToHexStringLower(SHA256.HashData(content));
                    manifest.Append($"{Cell(name)},{unit.Row},{Cell(unit.TokenTail)},{digest}\r\n");
                    advance(1);
                }

                return Task.CompletedTask;
            }
        );
        _folder.Write(ManifestName, Encoding.UTF8.GetBytes(manifest.ToString()));
        Tell(units.Count, waiting.Count, stamp);
    }

    // Which units' files are to be written: all that are not there as they shall be.
    private HashSet<int> FindWaiting(
        Func<Unit, byte[]> make,
        IReadOnlyList<Unit> units,
        string ending,
        CancellationToken cancellation
    )
    {
        var waiting = new HashSet<int>();
        var others = new List<string>();
        foreach (var unit in units)
        {
            cancellation.ThrowIfCancellationRequested();
            var found = _folder.Find(unit.Name + ending);
            if (found is not null && found.AsSpan().SequenceEqual(make(unit)))
                continue;
            waiting.Add(unit.Row);
            if (found is not null)
                others.Add(unit.Name + ending);
        }

        if (others.Count > 0 && !call.Value(options.Overwrite))
            throw new CommandFailure(
                ExitCodes.FileUnusable,
                $"{_folder.PathOf(others[0])}{(others.Count == 1 ? " is" : $" and {others.Count - 1} more are")} there already "
                    + "with other content; nothing was written.",
                "Name another folder, or replace them with --overwrite."
            );
        return waiting;
    }

    private void Tell(int units, int written, FirmwareStamp stamp)
    {
        var checks = stamp.Seal?.Description ?? "no checks of its own: stamped as it is";
        if (call.Json)
            call.Screen.WriteJson(
                new
                {
                    units,
                    written,
                    kept = units - written,
                    image = stamp.Seal?.Description,
                    manifest = _folder.PathOf(ManifestName),
                }
            );
        else
            call.Screen.Line($"{units} files, {written} of them written now, each read back ({checks}).");
    }

    // A spreadsheet shall take no name for a formula; quotation marks are in none.
    private static string Cell(string text) => $"\"{(text[0] is '=' or '+' or '-' or '@' ? "'" : "")}{text}\"";
}
