using Firstlight.Cli.Station;

namespace Firstlight.Cli.Tests.Station;

public sealed class StationJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("firstlight-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_journal_cut_at_any_byte_keeps_every_whole_line_and_goes_on()
    {
        var path = Path.Combine(_folder, "whole");
        using (var journal = StationJournal.Open(path))
        {
            for (var unit = 1; unit <= 3; unit++)
                journal.Append(Entry(unit, StationStep.Flashed));
        }

        var bytes = File.ReadAllBytes(path);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var copy = Path.Combine(_folder, "cut");
            File.WriteAllBytes(copy, bytes.AsSpan(0, cut).ToArray());
            var whole = bytes.AsSpan(0, cut).Count((byte)'\n');
            using (var journal = StationJournal.Open(copy))
            {
                journal.Entries.Count.ShouldBe(whole);
                journal.Append(Entry(9, StationStep.Taken));
            }

            using var again = StationJournal.Open(copy);
            again.Entries.Count.ShouldBe(whole + 1);
            again.Entries[^1].ShouldBe(Entry(9, StationStep.Taken));
        }
    }

    [Fact]
    public void A_damaged_line_in_the_middle_stops_everything()
    {
        var path = Path.Combine(_folder, "damaged");
        File.WriteAllText(path, "{\"unit\":1}\nnot json\n{}\n");

        Should.Throw<CommandFailure>(() => StationJournal.Open(path)).Message.ShouldContain("damaged");
    }

    [Fact]
    public void A_unit_that_was_begun_comes_first_and_finished_ones_never_again()
    {
        var units = Enumerable
            .Range(1, 4)
            .ToDictionary(
                number => number,
                number => new StationUnit
                {
                    Number = number,
                    Id = number,
                    Token = $"token-{number:D4}",
                    Qr = "",
                    ClaimCode = "",
                }
            );
        var ledger = new StationLedger(units);
        ledger.Next().ShouldBe(units[1]);

        ledger.Take(Entry(1, StationStep.Labelled)).ShouldBeNull();
        ledger.Take(Entry(3, StationStep.Online)).ShouldBeNull();
        ledger.Next().ShouldBe(units[3]);
        ledger.Take(Entry(3, StationStep.SetAside)).ShouldBeNull();
        ledger.Next().ShouldBe(units[2]);

        ledger.Take(Entry(1, StationStep.Flashed)).ShouldNotBeNull("a finished unit is not begun again");
        ledger.Take(Entry(7, StationStep.Flashed)).ShouldNotBeNull();
        ledger.Take(Entry(2, StationStep.Taken) with { Token = "else" }).ShouldNotBeNull();
        (ledger.Done, ledger.Remaining).ShouldBe((1, 2));
        ledger.SetAside.ShouldBe([3]);
    }

    private static StationEntry Entry(int unit, StationStep step) =>
        new(DateTimeOffset.UnixEpoch, unit, $"{unit:D4}", step);
}
