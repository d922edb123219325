using System.Globalization;
using System.Text.Json;
using Firstlight.Core;
using Firstlight.TestKit;

namespace Firstlight.Devices.Tests;

/// <summary>What a datastream makes of the text a device or a person sends.</summary>
public sealed class DatastreamRulesTests
{
    [Theory]
    [InlineData("21", "21")]
    [InlineData("-2147483648", "-2147483648")]
    [InlineData("2147483647", "2147483647")]
    [InlineData("21.000", "21")]
    [InlineData("21.", "21")]
    [InlineData("+5", "5")]
    [InlineData("007", "7")]
    [InlineData("-0", "0")]
    public void Whole_numbers_are_taken(string text, string taken)
    {
        DatastreamRules.Take(Of(DatastreamType.Integer), text).Value.ShouldBe(taken);
        DatastreamRules.Take(Of(DatastreamType.Enum), text).Value.ShouldBe(taken);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("on")]
    [InlineData("21.5")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1,000")]
    [InlineData(" 21")]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    [InlineData("1\u00002")]
    [InlineData("1\u0000")]
    [InlineData("１２")]
    public void Other_text_is_no_whole_number(string text)
    {
        ShouldBeWrongType(Of(DatastreamType.Integer), text);
        ShouldBeWrongType(Of(DatastreamType.Enum), text);
    }

    [Theory]
    [InlineData("21.500", "21.500")]
    [InlineData("21.5000000", "21.5000000")]
    [InlineData("21", "21")]
    [InlineData("-0.001", "-0.001")]
    [InlineData("1e3", "1e3")]
    [InlineData("1.8E300", "1.8E300")]
    [InlineData("+21.50", "21.5")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("5.", "5")]
    [InlineData("007.25", "7.25")]
    [InlineData("0.1e-2", "0.1e-2")]
    public void A_number_keeps_the_devices_own_text_when_it_is_good_json(string text, string taken) =>
        DatastreamRules.Take(Of(DatastreamType.Double), text).Value.ShouldBe(taken);

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("1.9e300")]
    [InlineData("-1.9e300")]
    [InlineData("1e999")]
    [InlineData("21,5")]
    [InlineData("21.5 ")]
    [InlineData("twenty")]
    [InlineData("1.5\u00002.5")]
    [InlineData("1.5\u0000")]
    public void Other_text_is_no_number(string text) => ShouldBeWrongType(Of(DatastreamType.Double), text);

    [Theory]
    [InlineData(DatastreamType.Integer, "-5", "0")]
    [InlineData(DatastreamType.Integer, "101", "100")]
    [InlineData(DatastreamType.Integer, "100", "100")]
    [InlineData(DatastreamType.Double, "-0.1", "0")]
    [InlineData(DatastreamType.Double, "100.001", "100")]
    [InlineData(DatastreamType.Double, "100.000", "100.000")]
    public void Numbers_are_moved_into_the_range(DatastreamType type, string text, string taken) =>
        DatastreamRules.Take(Of(type) with { Minimum = 0, Maximum = 100 }, text).Value.ShouldBe(taken);

    [Fact]
    public void A_range_may_have_one_end()
    {
        DatastreamRules.Take(Of(DatastreamType.Double) with { Minimum = 0.5 }, "0.1").Value.ShouldBe("0.5");
        DatastreamRules.Take(Of(DatastreamType.Double) with { Maximum = 0.5 }, "1e9").Value.ShouldBe("0.5");
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("one\u0000two\u0000three")]
    [InlineData("<b>'; DROP TABLE x;--")]
    [InlineData("line\r\nline\u001b[31m")]
    public void Text_is_taken_as_it_comes_also_in_several_parts(string text) =>
        DatastreamRules.Take(Of(DatastreamType.String), text).Value.ShouldBeSameAs(text);

    [Fact]
    public void Text_ends_at_1024_bytes_not_characters()
    {
        var stream = Of(DatastreamType.String);
        DatastreamRules.Take(stream, new string('x', 1_024)).Succeeded.ShouldBeTrue();
        DatastreamRules.Take(stream, new string('ü', 512)).Succeeded.ShouldBeTrue();
        ShouldBeWrongType(stream, new string('x', 1_025));
        ShouldBeWrongType(stream, new string('ü', 513));
        ShouldBeWrongType(stream, new string('x', 10_000_000));
    }

    [Theory]
    [InlineData("30.52\u000050.45", "30.52\u000050.45")]
    [InlineData("-180\u0000-90", "-180\u0000-90")]
    [InlineData("180.000\u000090", "180.000\u000090")]
    [InlineData("+1\u0000.5", "1\u00000.5")]
    public void A_place_is_longitude_then_latitude(string text, string taken) =>
        DatastreamRules.Take(Of(DatastreamType.Location), text).Value.ShouldBe(taken);

    [Theory]
    [InlineData("30.52")]
    [InlineData("180.1\u00000")]
    [InlineData("0\u000090.1")]
    [InlineData("0\u0000-91")]
    [InlineData("NaN\u00000")]
    [InlineData("1\u00002\u00003")]
    [InlineData("\u0000")]
    [InlineData("")]
    public void Other_text_is_no_place(string text) => ShouldBeWrongType(Of(DatastreamType.Location), text);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_taken_is_good_json_the_same_number_and_taken_again_unchanged(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new SeededRandom(seed);
        const string alphabet = "0123456789+-.eE \0";
        var numbers = 0;
        for (var round = 0; round < 200_000; round++)
        {
            var text = string.Create(
                1 + random.Below(6),
                random,
                (characters, source) =>
                {
                    foreach (ref var character in characters)
                        character = alphabet[source.Below(alphabet.Length)];
                }
            );
            var stream = Of(round % 2 == 0 ? DatastreamType.Integer : DatastreamType.Double);
            if (DatastreamRules.Take(stream, text) is not { Succeeded: true, Value: var taken })
                continue;
            numbers++;
            using var json = JsonDocument.Parse(taken);
            var same = json.RootElement.GetDouble() == double.Parse(text, CultureInfo.InvariantCulture);
            var stable = ReferenceEquals(DatastreamRules.Take(stream, taken).Value, taken);
            (same && stable).ShouldBeTrue($"seed {seed}: '{text}' became '{taken}'");
        }

        numbers.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public void Taking_a_good_or_a_wrong_value_allocates_nothing()
    {
        var wholes = Of(DatastreamType.Integer) with { Minimum = 0, Maximum = 100 };
        var numbers = Of(DatastreamType.Double);
        var places = Of(DatastreamType.Location);
        Take();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1_000; round++)
            Take();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Take()
        {
            _ = DatastreamRules.Take(wholes, "42");
            _ = DatastreamRules.Take(wholes, "wrong");
            _ = DatastreamRules.Take(numbers, "21.500");
            _ = DatastreamRules.Take(numbers, "NaN");
            _ = DatastreamRules.Take(places, "30.52\u000050.45");
        }
    }

    private static void ShouldBeWrongType(Datastream stream, string text)
    {
        var refusal = DatastreamRules.Take(stream, text).Refusal.ShouldNotBeNull($"{stream.Type} took it");
        refusal.Code.ShouldBe("wrong_type");
        refusal.Field.ShouldBe("value");
    }

    private static Datastream Of(DatastreamType type) =>
        new(1, "Level", new VirtualPin(4), type, null, null, null, null, SyncOnConnect: false);
}
