using System.Text;
using Firstlight.Protocol.Provisioning;
using FsCheck;
using FsCheck.Fluent;

namespace Firstlight.Protocol.Tests.Provisioning;

/// <summary>What holds for any answer of any device.</summary>
public sealed class ProvisioningProperties(ITestOutputHelper output)
{
    private const int Mutations = 5_000;

    private static readonly string[] Corpus =
    [
        """{"board":"A "B"","tmpl_id":"TMPL1","ssid":"x\","bssid":"24:6F","last_error":701,"wifi_scan":true}""",
        """{"vendor":"Blynk","name":"B \ud83c\udf21","ifs":[{"name":"wifi","scan":1},{"name":"eth"}],"last_error":0}""",
        """[{"ssid":"a"b","rssi":-50,"sec":"OPEN","ch":1},{"ssid":"","hidden":1},{"ssid":"\ud800"}]""",
        """{"status":"ok","msg":"Trying to connect..."}""",
        "ssid=Home&pass=a%20b&blynk=0123456789abcdefghijklmnopqrs-_Z&host=h&port_ssl=443&if=wifi&ip=10.0.0.9&save=1",
    ];

    // Raw network names: any characters but NUL and line ends, quotes and backslashes among them.
    private static readonly Gen<string> Names = Gen.Elements(
            "abc \"\\,:{}[]éß🌡'".EnumerateRunes().Select(rune => rune.ToString()).ToArray()
        )
        .ArrayOf()
        .Select(parts => string.Concat(parts.Take(20)));

    [Fact]
    public void No_bytes_make_a_reader_throw() =>
        Prop.ForAll(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary(), bytes => Survives(bytes))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_a_reader_throw() =>
        Prop.ForAll<NonNull<string>>(text => Survives(Encoding.UTF8.GetBytes(text.Get))).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_name_in_a_classic_list_comes_back_unless_it_imitates_an_entry() =>
        Prop.ForAll(
                Names.ToArbitrary(),
                name =>
                {
                    var answer = $$"""[{"ssid":"{{name}}","bssid":"b","rssi":-50,"sec":"OPEN","ch":1}]""";
                    return WifiScanReader.TryRead(
                            Encoding.UTF8.GetBytes(answer),
                            ProvisioningDialect.Classic,
                            out var networks,
                            out _
                        )
                        && networks is [{ Rssi: -50 } network]
                        && network.Ssid == name;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_settings_within_the_limits_come_back_as_composed() =>
        Prop.ForAll(
                Names.ToArbitrary(),
                Names.ToArbitrary(),
                (ssid, password) =>
                {
                    var sent = new ConfigQuery
                    {
                        Ssid = ssid,
                        Password = password,
                        Token = "0123456789abcdefghijklmnopqrs-_Z",
                    };
                    var taken = ConfigQuery.TryParse(sent.ToQueryString(), out var read, out var fault);
                    return sent.FindFault() is { } expected ? !taken && fault == expected : sent == read;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Broken_answers_never_throw()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var run = 0; run < Mutations; run++)
        {
            var bytes = Encoding.UTF8.GetBytes(Corpus[random.Next(Corpus.Length)]).ToList();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                var at = random.Next(bytes.Count);
                if (random.Next(2) == 0)
                    bytes[at] = (byte)random.Next(256);
                else
                    bytes.RemoveAt(at);
            }

            try
            {
                Survives([.. bytes]);
            }
            catch (Exception fault)
            {
                Assert.Fail($"seed {seed}, run {run}, input {Convert.ToHexString([.. bytes])}: {fault}");
            }
        }
    }

    [Fact]
    public void A_hostile_answer_of_the_largest_size_is_read_in_no_time()
    {
        foreach (
            var piece in (string[])["{", "{ ", "{\"ssid\":", ",\"ssid\"", "\"ssid\":", "[", "\\", "   ", "{\"ssid\"   "]
        )
        {
            var text = string.Concat(Enumerable.Repeat(piece, 65_535 / piece.Length));
            var started = Environment.TickCount64;

            Survives(Encoding.UTF8.GetBytes("[" + text));
            Survives(Encoding.UTF8.GetBytes(text));

            (Environment.TickCount64 - started).ShouldBeLessThan(2_000, piece);
        }
    }

    private static bool Survives(byte[] answer)
    {
        BoardInfoReader.TryRead(answer, out _, out _);
        WifiScanReader.TryRead(answer, ProvisioningDialect.Classic, out _, out _);
        WifiScanReader.TryRead(answer, ProvisioningDialect.Newer, out _, out _);
        ConfigAnswerReader.TryRead(answer, out _);
        var taken = ConfigQuery.TryParse(Encoding.UTF8.GetString(answer), out _, out var fault);
        return taken == (fault.Length == 0);
    }
}
