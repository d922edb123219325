using System.Text;

namespace Firstlight.Edgent.Daemon.Tests.Bridge;

/// <summary>Lines that cannot be done name what and why.</summary>
public sealed class RequestReaderTests
{
    private readonly RequestReader _reader = new(
        new Datastreams(new Dictionary<string, byte>(StringComparer.Ordinal) { ["Temperature"] = 0 })
    );

    [Theory]
    [InlineData("[]", "line", "one JSON object")]
    [InlineData("{}", "line", "asks for one thing")]
    [InlineData("""{"write":{"V0":1},"sync":true}""", "line", "asks for one thing")]
    [InlineData("""{"wirte":{"V0":1}}""", "wirte", "Did you mean write?")]
    [InlineData("""{"state":true,"id":{}}""", "id", "text or a number")]
    [InlineData("""{"write":5}""", "write", "takes {")]
    [InlineData("""{"write":{}}""", "write", "1 to 64 values")]
    [InlineData("""{"write":{"V256":1}}""", "V256", "V0 to V255")]
    [InlineData("""{"write":{"Temprature":1}}""", "Temprature", "Did you mean Temperature?")]
    [InlineData("""{"write":{"V0":null}}""", "V0", "a number, text")]
    [InlineData("""{"write":{"V0":[]}}""", "V0", "a number, text")]
    [InlineData("""{"write":{"V0":"a\u0000b"}}""", "V0", "a number, text")]
    [InlineData("""{"sync":[]}""", "sync", "takes true")]
    [InlineData("""{"sync":["Heat"]}""", "Heat", "V0 to V255")]
    [InlineData("""{"event":1}""", "event", "its code")]
    [InlineData("""{"metadata":{"a":"b","c":"d"}}""", "metadata", "one field")]
    [InlineData("""{"metadata":{"a":1}}""", "a", "text in quotes")]
    [InlineData("""{"claim":12345678}""", "claim", "text in quotes")]
    public void A_line_that_is_wrong_says_what_and_why(string line, string what, string why)
    {
        var (asked, fault, _) = _reader.Read(Encoding.UTF8.GetBytes(line));

        asked.ShouldBeNull();
        fault!.What.ShouldBe(what);
        fault.Why.ShouldContain(why);
    }

    [Fact]
    public void An_events_text_that_is_too_long_is_refused_before_it_is_sent()
    {
        var line = $$"""{"event":"hot","text":"{{new string('x', EventText.CharactersMax + 1)}}"}""";

        _reader.Read(Encoding.UTF8.GetBytes(line)).Fault!.What.ShouldBe("text");
    }

    [Fact]
    public void A_short_code_is_in_nothing_that_is_printed()
    {
        var (asked, _, _) = _reader.Read("""{"claim":"ABCD2345"}"""u8.ToArray());

        asked!.ToString().ShouldNotContain("ABCD2345");
        Invocation.Read(["claim", "ABCD2345"]).Asked!.ToString().ShouldNotContain("ABCD2345");
    }

    [Fact]
    public void Whatever_comes_is_answered()
    {
        const int Seed = 20_260_101;
        var random = new Firstlight.TestKit.SeededRandom(Seed);
        var line = new byte[64];
        for (var round = 0; round < 20_000; round++)
        {
            random.Fill(line);
            var (asked, fault, _) = _reader.Read(line);
            (asked is null).ShouldBe(fault is not null, $"seed {Seed}, round {round}");
        }
    }
}
