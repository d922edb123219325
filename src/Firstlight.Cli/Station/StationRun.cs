using Firstlight.Cli.Commands;
using Firstlight.Cli.Firmware;

namespace Firstlight.Cli.Station;

/// <summary>Unit after unit, until all are done or the person stops. Started again, it goes on where it was.</summary>
internal sealed class StationRun(Call call, StationOptions options)
{
    private readonly Operator _bench = new(call);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var test = call.Value(options.SelfTest) is { } pin ? SelfTest.Parse(pin) : null;
        var stamp = await Stamping.OpenAsync(call.Value(options.Image), cancellation);
        var tokens = call.Value(options.Tokens)!;
        var list = StationList.Read(tokens, call.Screen);
        var valuesOf = await options.Values.ReadAsync(call, cancellation);
        foreach (var unit in list.Units.Values.Take(1))
            stamp.Make(valuesOf(unit.Token));

        var path = call.Value(options.Journal) ?? tokens + ".journal";
        using var journal = StationJournal.Open(path);
        var ledger = Replay(journal, path, list);
        var folder = new UnitFolder(path + ".work");
        // What a run that was cut off has left: files with tokens.
        folder.Clear();
        var cloud = new StationCloud(
            call.OpenCloud(),
            call.Surroundings.Time,
            TimeSpan.FromSeconds(call.Value(options.Timeout))
        );
        var work = new StationWork(
            _bench,
            cloud,
            folder,
            unit => stamp.Make(valuesOf(unit.Token)),
            new OperatorCommand(call.Value(options.Flash)!, call.Screen),
            call.Value(options.Print) is { } print ? new OperatorCommand(print, call.Screen) : null,
            test,
            (unit, file, stop) =>
                cloud.WriteLabelAsync(unit, call.Value(options.Paper)!, call.Value(options.Title), file, stop)
        );
        var walk = new UnitWalk(_bench, work, list, Record);
        _bench.Tell(Summary(ledger));
        while (ledger.Next() is { } unit)
        {
            var done = ledger.StepOf(unit);
            // What another station or an earlier list has used is found before it is used again.
            if (done is null && await cloud.FindUseAsync(unit, cancellation) is { } use)
            {
                Record(unit, StationStep.SetAside, use);
                _bench.Tell($"Unit {unit.Number} is passed over: {use}");
            }
            else if (!await walk.RunAsync(unit, done, cancellation))
            {
                break;
            }
        }

        Tell(ledger);

        void Record(StationUnit unit, StationStep step, string? note)
        {
            var entry = new StationEntry(call.Surroundings.Time.GetUtcNow(), unit.Number, unit.TokenTail, step, note);
            journal.Append(entry);
            ledger.Take(entry);
        }
    }

    private static StationLedger Replay(StationJournal journal, string path, StationList list)
    {
        var ledger = new StationLedger(list.Units);
        for (var line = 0; line < journal.Entries.Count; line++)
        {
            if (ledger.Take(journal.Entries[line]) is { } fault)
                throw new CommandFailure(
                    ExitCodes.FileUnusable,
                    $"The journal {path} does not go with this list. Line {line + 1}: {fault}",
                    "Give each list a journal of its own: --journal FILE"
                );
        }

        return ledger;
    }

    private void Tell(StationLedger ledger)
    {
        if (call.Json)
            call.Screen.WriteJson(
                new
                {
                    done = ledger.Done,
                    setAside = ledger.SetAside,
                    remaining = ledger.Remaining,
                }
            );
        else
            _bench.Tell(Summary(ledger));
    }

    private static string Summary(StationLedger ledger)
    {
        var aside = ledger.SetAside;
        return $"{ledger.Done} done, {ledger.Remaining} to do, {aside.Count} set aside"
            + (aside.Count == 0 ? "." : $": {string.Join(", ", aside)}.");
    }
}
