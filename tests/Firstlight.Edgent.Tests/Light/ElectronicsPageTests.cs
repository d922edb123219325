using System.Globalization;
using System.Reflection;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Tests.Light;

/// <summary>Leaflets are printed from this page: it says what devices do.</summary>
public sealed class ElectronicsPageTests
{
    private static readonly string[] Page = File.ReadAllLines(Repository.File("docs/connect/electronics.md"));

    public static TheoryData<string> Patterns =>
        [
            .. typeof(LightPatterns)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(each => (LightPattern)each.GetValue(null)!)
                .Where(pattern => pattern.Motion != LightMotion.Off)
                .Select(Row),
        ];

    [Theory, MemberData(nameof(Patterns))]
    public void The_page_has_each_pattern_as_it_is_shown(string row) =>
        Page.Count(line => line.StartsWith(row, StringComparison.Ordinal)).ShouldBe(1, row);

    [Fact]
    public void The_page_has_no_other_patterns() =>
        Page.Count(line =>
                line.Contains("` ", StringComparison.Ordinal)
                && line.StartsWith("| ", StringComparison.Ordinal)
                && line.Count(letter => letter == '|') == 5
            )
            .ShouldBe(Patterns.Count);

    [Fact]
    public void The_page_has_the_times_of_the_button()
    {
        var times = new EdgentTimings();
        var (first, second) = (times.ButtonIndication.TotalSeconds, times.ButtonArmed.TotalSeconds);

        Page.ShouldContain(line => line.StartsWith($"| less than {first} s |", StringComparison.Ordinal));
        Page.ShouldContain(line => line.StartsWith($"| {first} to {second} s |", StringComparison.Ordinal));
        Page.ShouldContain(line => line.StartsWith($"| {second} s or more |", StringComparison.Ordinal));
    }

    private static string Row(LightPattern pattern)
    {
        var colour = pattern.Rgb.ToString("X6", CultureInfo.InvariantCulture);
        var rhythm =
            pattern.Motion == LightMotion.Breathing
                ? $"breathes in {pattern.Milliseconds.Single()}"
                : string.Join(" / ", pattern.Milliseconds);
        var name = colour switch
        {
            "0D36FF" => "blue",
            "2EFFB9" => "green",
            "A700FF" => "magenta",
            "FF1008" => "red",
            _ => "white",
        };
        return $"| {pattern.Name} | `{colour}` {name} | {rhythm} |";
    }
}
