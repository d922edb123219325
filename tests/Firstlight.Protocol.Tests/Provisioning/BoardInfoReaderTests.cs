using System.Text;
using System.Text.Json;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Protocol.Tests.Provisioning;

public sealed class BoardInfoReaderTests
{
    // Key order and spelling of the example sketches.
    private const string Classic = """
        {"board":"NAME","tmpl_id":"TMPL00AABBCC","fw_type":"TMPL00AABBCC","fw_ver":"0.1.0","ssid":"Blynk NAME-1W7R",
        "bssid":"24:6F:28:AA:BB:CD","mac":"24:6F:28:AA:BB:CC","last_error":701,"wifi_scan":true,"static_ip":true}
        """;

    private const string Newer = """
        {"vendor":"Blynk","tmpl_id":"TMPL00AABBCC","fw_type":"TMPL00AABBCC","fw_ver":"0.1.0","name":"Blynk A \"B\"-1W7R",
        "uid":"1b4e28ba-2fa1-41d2-883f-0016d3cca427","bssid":"24:6F:28:AA:BB:CD","last_error":0,
        "ifs":[{"name":"wifi","mac":"24:6F:28:AA:BB:CC","scan":1,"5ghz":0,"static_ip":1}]}
        """;

    [Fact]
    public void A_classic_answer()
    {
        var info = Read(Classic.Replace("NAME", "Thermostat", StringComparison.Ordinal));

        info.ShouldBe(
            new BoardInfo
            {
                Board = "Thermostat",
                TemplateId = "TMPL00AABBCC",
                FirmwareType = "TMPL00AABBCC",
                FirmwareVersion = "0.1.0",
                Ssid = "Blynk Thermostat-1W7R",
                Bssid = "24:6F:28:AA:BB:CD",
                Mac = "24:6F:28:AA:BB:CC",
                LastError = 701,
                WifiScan = true,
                StaticIp = true,
            }
        );
        info.Dialect.ShouldBe(ProvisioningDialect.Classic);
    }

    [Theory]
    [InlineData("5\" display")]
    [InlineData("\"quoted\"")]
    [InlineData("back\\slash")]
    [InlineData("tab\\t is no tab")]
    [InlineData("comma \",\" inside")]
    [InlineData("{brace}")]
    [InlineData("Wärme 🌡")]
    [InlineData("")]
    public void A_classic_name_is_read_as_it_stands(string name)
    {
        var info = Read(Classic.Replace("NAME", name, StringComparison.Ordinal));

        info.Board.ShouldBe(name);
        info.Ssid.ShouldBe($"Blynk {name}-1W7R");
        info.TemplateId.ShouldBe("TMPL00AABBCC");
        info.LastError.ShouldBe(701);
        info.WifiScan.ShouldBe(true);
    }

    [Fact]
    public void A_newer_answer()
    {
        var info = Read(Newer);

        info.Dialect.ShouldBe(ProvisioningDialect.Newer);
        info.Name.ShouldBe("Blynk A \"B\"-1W7R");
        info.Interfaces.ShouldBe([
            new BoardInterface
            {
                Name = "wifi",
                Mac = "24:6F:28:AA:BB:CC",
                Scan = 1,
                FiveGigahertz = 0,
                StaticIp = 1,
            },
        ]);
    }

    [Fact]
    public void Our_own_answer_with_both_key_sets_comes_back_as_written()
    {
        var sent = new BoardInfo
        {
            Board = "A \"B\" \\ ä",
            Vendor = "Blynk",
            Name = "Blynk A-1W7R",
            Ssid = "Blynk A-1W7R",
            TemplateId = "TMPL00AABBCC",
            LastError = 722,
            WifiScan = true,
            Interfaces = [new BoardInterface { Name = "wifi", Scan = 1 }],
        };

        var json = JsonSerializer.Serialize(sent, ProvisioningJson.Default.BoardInfo);
        var read = Read(json);

        json.ShouldNotContain("dialect", Case.Insensitive);
        json.ShouldNotContain("null");
        (read with { Interfaces = null }).ShouldBe(sent with { Interfaces = null });
        read.Interfaces.ShouldBe(sent.Interfaces);
        read.Dialect.ShouldBe(ProvisioningDialect.Newer);
    }

    [Theory]
    [InlineData("""{"tmpl_id":"TMPL1","last_error":"703","5ghz":1,"wifi_scan":"true"}""")]
    [InlineData(
        """{ "tmpl_id" : "TMPL1" , "last_error" : 703 , "5ghz" : true , "wifi_scan" : 1 , "more" : [1,{}] , }"""
    )]
    [InlineData("""{"hw_ver":"a"b","tmpl_id":"TMPL1","last_error":703,"wifi_scan":true,"5ghz":true""")]
    public void Unusual_spellings_are_understood(string answer)
    {
        var info = Read(answer);

        info.TemplateId.ShouldBe("TMPL1");
        info.LastError.ShouldBe(703);
        info.FiveGigahertz.ShouldBe(true);
        info.WifiScan.ShouldBe(true);
    }

    [Theory]
    [InlineData("""{"tmpl_id":"TMPL1","last_error":"none"}""")]
    [InlineData("""{"tmpl_id":"TMPL1","last_error":99999999999}""")]
    [InlineData("""{"tmpl_id":"TMPL1","last_error":null}""")]
    public void An_unreadable_error_counts_as_none(string answer) => Read(answer).LastError.ShouldBe(0);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html>sign in to the hotel network</html>")]
    [InlineData("""{"status":"error"}""")]
    [InlineData("""{"tmpl_id":null}""")]
    public void What_is_no_board_is_refused_in_a_sentence(string answer)
    {
        BoardInfoReader.TryRead(Encoding.UTF8.GetBytes(answer), out var info, out var fault).ShouldBeFalse();

        info.ShouldBeNull();
        fault.ShouldContain("tmpl_id");
    }

    [Fact]
    public void An_answer_over_the_limit_is_not_looked_at()
    {
        var answer = Encoding.UTF8.GetBytes("{\"tmpl_id\":\"TMPL1\"}".PadRight(BoardInfoReader.AnswerBytesMax + 1));

        BoardInfoReader.TryRead(answer, out _, out var fault).ShouldBeFalse();
        fault.ShouldContain("65536");
        BoardInfoReader.TryRead(answer.AsSpan(..^1), out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void Bytes_that_are_no_utf8_do_not_hide_the_rest()
    {
        byte[] answer = [.. "{\"board\":\""u8, 0xe9, 0xff, .. "\",\"tmpl_id\":\"TMPL1\"}"u8];

        BoardInfoReader.TryRead(answer, out var info, out _).ShouldBeTrue();
        info!.TemplateId.ShouldBe("TMPL1");
    }

    private static BoardInfo Read(string answer)
    {
        BoardInfoReader.TryRead(Encoding.UTF8.GetBytes(answer), out var info, out var fault).ShouldBeTrue(fault);
        return info!;
    }
}
