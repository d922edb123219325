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
        var stamp = Open(path, await FirmwareFile.ReadAsync(path, cancellation));
        var list = new UnitList(call.Value(options.Tokens)!, call.Value(options.NameBy));
        var units = list.Read(call.Screen);
        var network = await options.ReadNetworkAsync(call, cancellation);
        var template = new PreProvisioning
        {
            Token = units[0].Token,
            Host = call.Value(options.Host),
            Port = call.Value(options.Port),
            Ssid = network?.Ssid,
            Password = network?.Password,
        };
        // All tokens are equally long, so what fits for one unit fits for all.
        Stamp(stamp, template);
        if (network is null)
            call.Screen.Remark("(no --ssid: classic Edgent firmware reads its token only together with a network)");

        var waiting = FindWaiting(stamp, template, units, ending, cancellation);
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
                    var content = Stamp(stamp, ValuesOf(template, unit));
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
        FirmwareStamp stamp,
        PreProvisioning template,
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
            if (found is not null && found.AsSpan().SequenceEqual(Stamp(stamp, ValuesOf(template, unit))))
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

    private static FirmwareStamp Open(string path, byte[] image) =>
        FirmwareStamp.TryOpen(image, out var stamp, out var fault)
            ? stamp
            : throw new CommandFailure(
                ExitCodes.FileUnusable,
                $"{path} cannot be stamped: {fault.Message}",
                $"See what is in it: firstlight firmware inspect {path}"
            );

    private static byte[] Stamp(FirmwareStamp stamp, PreProvisioning values) =>
        stamp.TryStamp(values, out var unit, out var fault)
            ? unit
            : throw new CommandFailure(
                fault.Kind is FirmwareFaultKind.InvalidValue ? ExitCodes.Usage : ExitCodes.FileUnusable,
                fault.Message
            );

    private static PreProvisioning ValuesOf(PreProvisioning template, Unit unit) =>
        new()
        {
            Token = unit.Token,
            Host = template.Host,
            Port = template.Port,
            Ssid = template.Ssid,
            Password = template.Password,
        };
}
