using System.Text.RegularExpressions;
using Firstlight.Cli.Tests.Peers;
using static Firstlight.Cli.Tests.Station.ScriptedLine;

namespace Firstlight.Cli.Tests.Station;

public sealed partial class StationCommandTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Two_hundred_units_are_walked_through_and_every_swapped_label_is_caught()
    {
        const int count = 200;
        await using var line = await StartAsync(count);
        // Every tenth unit gets its neighbour's label first, every fifteenth one that is nobody's; codes are scanned or typed.
        var hands = new List<string>();
        for (var unit = 1; unit <= count; unit++)
        {
            hands.Add("");
            if (unit % 10 == 0)
                hands.Add(QrOf(unit % count + 1));
            if (unit % 15 == 0)
                hands.Add("sqr_nobodys");
            hands.Add(unit % 2 == 0 ? QrOf(unit) : ClaimCodeOf(unit).Replace('0', 'O').ToLowerInvariant());
        }

        var run = await RunAsync(line, hands);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        run.Output.TrimEnd().ShouldEndWith("200 done, 0 to do, 0 set aside.");
        SwappedLabel().Count(run.Output).ShouldBe(20);
        UnknownLabel().Count(run.Output).ShouldBe(13);
        line.FlashedTokens.ShouldBe(Enumerable.Range(1, count).Select(TokenOf));
        Directory
            .GetFiles(line.Printed)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .ShouldBe(Enumerable.Range(1, count).Select(unit => $"pdf {unit}-{unit}"));
        run.Everything.ShouldNotContain("tokentoken");
        (await File.ReadAllTextAsync(line.Journal, TestContext.Current.CancellationToken)).ShouldNotContain(
            "tokentoken"
        );
        Directory.GetFiles(line.Journal + ".work").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_swapped_label_is_refused_with_the_unit_it_belongs_to()
    {
        await using var line = await StartAsync(2);

        var run = await RunAsync(line, ["", QrOf(2), "", QrOf(1), "", QrOf(2)]);

        run.Output.ShouldContain("REFUSED: this label belongs to unit 2. Take it off, and scan the label of unit 1.");
        run.Output.ShouldContain("2 done, 0 to do");
    }

    [Fact]
    public async Task Stopping_anywhere_and_starting_again_goes_on_with_the_same_unit()
    {
        await using var line = await StartAsync(3);
        await RunAsync(line, ["", QrOf(1), "", "q"]);

        var resumed = await RunAsync(line, ["", QrOf(2), "", QrOf(3)]);

        resumed.Output.ShouldStartWith("1 done, 2 to do, 0 set aside.");
        resumed.Output.ShouldContain("Unit 2 was interrupted after \"Printed\".");
        resumed.Output.ShouldContain("3 done, 0 to do");
        line.FlashedTokens.ShouldBe([TokenOf(1), TokenOf(2), TokenOf(3)]);
    }

    [Fact]
    public async Task A_step_that_fails_is_tried_again_or_the_unit_is_set_aside_for_good()
    {
        await using var line = await StartAsync(4);
        line.Dead.Add(1);
        line.SelfTests[2] = "0";
        line.Used.Add(3);

        var run = await RunAsync(line, ["", "x", "", "", "x", "", QrOf(4)], line.Command(seconds: 1));
        var again = await RunAsync(line, [], line.Command(more: "--json"));

        run.Output.ShouldContain("Unit 1: It did not connect within 1 s.");
        run.Output.ShouldContain("Unit 2: Its self-test said 0, not V5 = 1.");
        run.Output.ShouldContain("Unit 3 is passed over: A unit with its token has connected before.");
        run.Output.ShouldContain("1 done, 0 to do, 3 set aside: 1, 2, 3.");
        again.Json.GetProperty("done").GetInt32().ShouldBe(1);
        again.Json.GetProperty("setAside").GetArrayLength().ShouldBe(3);
        line.FlashedTokens.ShouldBe([TokenOf(1), TokenOf(2), TokenOf(4)]);
    }

    [Fact]
    public async Task A_flash_command_that_fails_says_its_code_and_its_words()
    {
        await using var line = await StartAsync(1);
        var run = await RunAsync(line, ["", "q"], line.Command("echo no port found; exit 7"));

        run.Error.ShouldContain("no port found");
        run.Output.ShouldContain("Unit 1: The flash command ended with code 7.");
        run.Output.ShouldContain("0 done, 1 to do, 0 set aside.");
    }

    [Fact]
    public async Task A_journal_belongs_to_its_list_and_to_one_station()
    {
        await using var line = await StartAsync(2);
        await RunAsync(line, ["", QrOf(1)]);
        await File.WriteAllTextAsync(
            line.List,
            LineOf(1).Replace(TokenOf(1), TokenOf(7)) + "\n" + LineOf(2),
            TestContext.Current.CancellationToken
        );

        var other = await RunAsync(line, [""]);
        await using var held = new FileStream(line.Journal, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var second = await RunAsync(line, [""]);

        other.ExitCode.ShouldBe(ExitCodes.FileUnusable);
        other.Error.ShouldContain("does not go with this list. Line 1");
        second.ExitCode.ShouldBe(ExitCodes.FileNotWritten);
        second.Error.ShouldContain("another station");
    }

    [Theory]
    [InlineData("""{"number":1}""", "row 1, column id: It is missing")]
    [InlineData("TWICE", "row 2, column token: Another row has the same token")]
    [InlineData("", "row 1: The file is empty")]
    public async Task A_list_with_errors_is_refused_by_row_and_column(string text, string fault)
    {
        await using var line = await StartAsync(1);
        var list = text == "TWICE" ? LineOf(1) + "\n" + LineOf(1) : text;
        await File.WriteAllTextAsync(line.List, list, TestContext.Current.CancellationToken);

        var run = await RunAsync(line, [""]);

        run.ExitCode.ShouldBe(ExitCodes.FileUnusable);
        run.Error.ShouldContain(fault);
        File.Exists(line.Journal).ShouldBeFalse();
    }

    private Task<CommandRun> RunAsync(ScriptedLine line, IEnumerable<string> hands, string[]? command = null)
    {
        _desk.Variables["FIRSTLIGHT_CLOUD"] = line.Address.ToString();
        _desk.Variables["FIRSTLIGHT_TOKEN"] = "access";
        _desk.Typed = string.Concat(hands.Select(hand => hand + "\n"));
        return _desk.RunAsync(command ?? line.Command());
    }

    [GeneratedRegex("REFUSED: this label belongs to unit")]
    private static partial Regex SwappedLabel();

    [GeneratedRegex("REFUSED: this is no label of this list")]
    private static partial Regex UnknownLabel();
}
