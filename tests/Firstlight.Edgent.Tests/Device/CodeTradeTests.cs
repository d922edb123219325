using System.Text.Json;
using Firstlight.Edgent.Tests.Fakes;
using Firstlight.Protocol.Native;
using static Firstlight.Edgent.EdgentMode;

namespace Firstlight.Edgent.Tests.Device;

/// <summary>A person types a short code on the device's own page.</summary>
public sealed class CodeTradeTests : IDisposable
{
    private const string Typed = "abcd - 1230";

    private readonly DeviceBench _bench = new();
    private string? _unit;

    public CodeTradeTests() => _bench.Cloud.TradeAnswer = AnswerAsCloud;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void It_trades_the_code_for_its_token_and_comes_online()
    {
        _bench.PowerOn();
        Configure();
        _bench.Pass(1.2);

        _bench.Device.Mode.ShouldBe(Running);
        var request = _bench.Cloud.Trades.ShouldHaveSingleItem();
        request.ShouldStartWith("POST /api/v1/provisioning/trade HTTP/1.0\r\nHost: cloud.example:443\r\n");
        using var body = JsonDocument.Parse(request.Split("\r\n\r\n")[1]);
        body.RootElement.GetProperty("code").GetString().ShouldBe("abcd1230");
        body.RootElement.GetProperty("templateId").GetString().ShouldBe("TMPL00AABBCC");
        body.RootElement.GetProperty("unit").GetString().ShouldBe(_bench.Device.Uid);
        _bench.Cloud.Received[0].ShouldBe((Command.HardwareLogin, (ushort)1, DeviceBench.Token));
        _bench.Stored!.Token.ShouldBe(DeviceBench.Token);
        _bench.Cloud.Open.ShouldBe(1);
    }

    [Theory]
    [InlineData(404, """{"code":"code_not_found"}""", 740)]
    [InlineData(409, """{"code":"code_used"}""", 740)]
    [InlineData(409, """{"code":"session_ended"}""", 740)]
    [InlineData(400, """{"code":"invalid_code"}""", 740)]
    [InlineData(409, """{"code":"template_mismatch"}""", 741)]
    public void A_refusal_of_the_cloud_is_told_to_the_next_phone(int status, string body, int error)
    {
        _bench.Cloud.TradeAnswer = _ => (status, body);
        _bench.PowerOn();
        Configure();

        _bench.Pass(1.2);

        _bench.Device.Mode.ShouldBe(WaitConfig);
        ((int)_bench.Device.LastError).ShouldBe(error);
        _bench.Restarts.ShouldBeEmpty();
        _bench.Cloud.Open.ShouldBe(0);
    }

    [Theory]
    [InlineData(503, """{"code":"storage_unavailable"}""")]
    [InlineData(429, """{"code":"trade_throttled"}""")]
    [InlineData(404, "<html>Nothing here</html>")]
    [InlineData(500, "")]
    public void Whatever_is_no_refusal_is_tried_again(int status, string body)
    {
        _bench.Cloud.TradeAnswer = _ => (status, body);
        _bench.PowerOn();
        Configure();
        _bench.Pass(4);
        _bench.Device.Mode.ShouldBe(ConnectingCloud);

        _bench.Cloud.TradeAnswer = AnswerAsCloud;
        _bench.Pass(10);

        _bench.Device.Mode.ShouldBe(Running);
    }

    [Theory]
    [InlineData(302, "")]
    [InlineData(200, "<html>Welcome to our hotel</html>")]
    [InlineData(200, """{"token":"short"}""")]
    public void A_sign_in_page_in_between_is_named(int status, string body)
    {
        _bench.Cloud.TradeAnswer = _ => (status, body);
        _bench.PowerOn();
        Configure();

        _bench.Pass(15);

        ((int)_bench.Device.LastError).ShouldBe(712);
    }

    [Fact]
    public void A_cloud_that_never_answers_is_a_cloud_that_never_answers()
    {
        _bench.Cloud.TradeAnswer = null;
        _bench.PowerOn();
        Configure();

        _bench.Pass(65);

        ((int)_bench.Device.LastError).ShouldBe(702);
    }

    [Fact]
    public void A_power_cut_at_any_moment_costs_at_most_typing_the_code_again()
    {
        for (var tenths = 0; tenths < 25; tenths++)
        {
            using var bench = new DeviceBench();
            _unit = null;
            bench.Cloud.TradeAnswer = AnswerAsCloud;
            bench.Cloud.LoginAnswer = tenths % 2 == 0 ? StatusCode.Success : null;
            bench.PowerOn();
            bench.Ask("/config", Query);
            bench.Pass(tenths / 10.0);

            bench.PowerOff();
            bench.Cloud.LoginAnswer = StatusCode.Success;
            bench.PowerOn();

            bench.Stored!.Code.ShouldBeEmpty();
            if (bench.Stored.Token.Length == 0)
            {
                bench.Device.Mode.ShouldBe(WaitConfig);
                bench.Ask("/config", Query).Status.ShouldBe(200);
            }

            bench.Pass(1.2);
            bench.Device.Mode.ShouldBe(Running, $"after {tenths} tenths");
            bench.Stored.Token.ShouldBe(DeviceBench.Token);
        }
    }

    [Fact]
    public void The_serial_log_holds_neither_code_nor_token()
    {
        _bench.PowerOn();
        Configure();
        _bench.Pass(2);

        var log = string.Join('\n', _bench.Lines);
        log.ShouldNotContain("1230");
        log.ShouldNotContain(DeviceBench.Token[..16]);
    }

    [Fact]
    public void Storing_a_code_without_a_trade_is_refused()
    {
        _bench.PowerOn();

        _bench.Ask("/config", Query + "&save=1").Status.ShouldBe(500);
    }

    private static string Query =>
        $"ssid=home&pass=secret-password&blynk={Uri.EscapeDataString(Typed)}&host=cloud.example";

    private void Configure() => _bench.Ask("/config", Query).Status.ShouldBe(200);

    /// <summary>One unit per code, and the same unit as often as it asks.</summary>
    private (int Status, string Body) AnswerAsCloud(string body)
    {
        using var offer = JsonDocument.Parse(body);
        var unit = offer.RootElement.GetProperty("unit").GetString();
        _unit ??= unit;
        return unit == _unit ? (200, $$"""{"token":"{{DeviceBench.Token}}"}""") : (409, """{"code":"code_used"}""");
    }
}
