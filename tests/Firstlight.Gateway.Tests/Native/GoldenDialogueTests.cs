using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Native;

/// <summary>Bytes captured from unmodified libraries, and the answers they accepted.</summary>
public sealed class GoldenDialogueTests
{
    private const string LinuxLogin =
        "1d 00 01 00 20 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70 71 72 73 2d 5f 5a";

    private const string LinuxInfo =
        "11 00 02 00 82 76 65 72 00 31 2e 34 2e 30 00 68 2d 62 65 61 74 00 34 30 00 62 75 66 66 2d 69 6e 00 34 30 39 36 00"
        + " 64 65 76 00 4c 69 6e 75 78 00 66 77 2d 74 79 70 65 00 54 4d 50 4c 30 30 41 41 42 42 43 43 00 66 77 00 30 2e 31 2e 30 00"
        + " 62 75 69 6c 64 00 4a 61 6e 20 20 31 20 32 30 32 35 20 30 30 3a 30 30 3a 30 30 00 63 6f 6e 6e 00 53 6f 63 6b 65 74 00"
        + " 74 6d 70 6c 00 54 4d 50 4c 30 30 41 41 42 42 43 43 00";

    [Fact]
    public async Task The_linux_library_logs_in_reports_syncs_and_pings()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Values[new(0)] = "42";
        await using var client = await host.ConnectAsync();

        await client.SendHexAsync(LinuxLogin);
        (await client.ReadAsync()).Hex.ShouldBe("00 00 01 00 c8");
        await client.SendHexAsync(LinuxInfo);
        (await client.ReadAsync()).Hex.ShouldBe("00 00 02 00 c8");
        await client.SendHexAsync("10 00 0b 00 06 76 72 00 30 00 31");
        (await client.ReadAsync()).Hex.ShouldBe("14 00 0b 00 07 76 77 00 30 00 34 32");
        await client.SendHexAsync("06 00 0f 00 00");
        (await client.ReadAsync()).Hex.ShouldBe("00 00 0f 00 c8");

        var report = host.Door.Sessions.ShouldHaveSingleItem().Reports.ShouldHaveSingleItem();
        report.TemplateId.ShouldBe("TMPL00AABBCC");
        report.FirmwareVersion.ShouldBe("0.1.0");
        report.LibraryVersion.ShouldBe("1.4.0");
        report.FirmwareType.ShouldBe("TMPL00AABBCC");
        report.Build.ShouldBe("Jan  1 2025 00:00:00");
        report.Board.ShouldBe("Linux");
        report.Connection.ShouldBe("Socket");
        report.Heartbeat.ShouldBe(TimeSpan.FromSeconds(40));
        report.ReceiveBytesMax.ShouldBe(4096);
    }

    [Fact]
    public async Task The_early_python_library_logs_in_its_own_way_and_its_stray_bytes_do_no_harm()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendHexAsync("02" + LinuxLogin[2..]);
        (await client.ReadAsync()).Hex.ShouldBe("00 00 01 00 c8");
        await client.SendHexAsync(
            "11 00 02 00 2a 76 65 72 00 30 2e 32 2e 36 00 62 75 66 66 2d 69 6e 00 31 30 32 34 00 68 2d 62 65 61 74 00 34 00 64 65 76 00 70 79 74 68 6f 6e"
        );
        (await client.ReadAsync()).Hex.ShouldBe("00 00 02 00 c8");

        // Its answer to a ping announces three bytes as a status and sends them; here even in three segments.
        await client.SendHexAsync("00 23 29 00 03 32");
        await client.SendHexAsync("30");
        await client.SendHexAsync("30 06 00 05 00 00");
        (await client.ReadAsync()).Hex.ShouldBe("00 00 05 00 c8");
    }

    [Theory]
    [InlineData("14 00 03 00 07 76 77 00 30 00 34 32", 0, "42")]
    [InlineData("14 00 04 00 0b 76 77 00 34 00 32 31 2e 35 30 30", 4, "21.500")]
    [InlineData("14 00 07 00 0e 76 77 00 35 00 61 00 31 00 32 2e 35 30 30", 5, "a\u00001\u00002.500")]
    [InlineData("14 00 0c 00 06 76 77 00 35 00 e9", 5, "é")]
    [InlineData("14 00 09 00 07 76 77 00 35 00 c3 a9", 5, "é")]
    public async Task Writes_are_taken_in_silence(string hex, byte pin, string value)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        await client.SendHexAsync(hex);
        await client.SendHexAsync("06 00 0f 00 00");
        (await client.ReadAsync()).Hex.ShouldBe("00 00 0f 00 c8");
        session.Writes.ShouldHaveSingleItem().ShouldBe((new(pin), value, null, false));
    }

    [Theory]
    [InlineData("11 00 13 00 08 72 74 63 00 73 79 6e 63", "11 00 13 00 0e 72 74 63 00 31 37 36 37 32 32 35 36 30 30")]
    [InlineData(
        "11 00 14 00 08 75 74 63 00 74 69 6d 65",
        "11 00 14 00 16 75 74 63 00 74 69 6d 65 00 31 37 36 37 32 32 35 36 30 30 30 30 30"
    )]
    public async Task The_time_is_told(string hex, string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInAsync();
        await using var __ = client;

        await client.SendHexAsync(hex);
        (await client.ReadAsync()).Hex.ShouldBe(answer);
    }

    [Fact]
    public async Task A_place_is_two_values_of_one_pin_longitude_first_and_comes_back_as_one_frame()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        await client.SendAsync(Command.Hardware, "vw", "7", "13.405", "52.52");
        await client.SendAsync(Command.HardwareSync, 9, "vr", "7");
        (await client.ReadAsync()).ToString().ShouldBe("9: Hardware vw·7·13.405·52.52");
        session.Writes.ShouldHaveSingleItem().Value.ShouldBe("13.405\052.52");
    }

    [Fact]
    public async Task A_property_has_pins_first_then_its_name_and_then_values_that_may_be_numbers()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        await client.SendAsync(Command.Property, 9, "1", "5", "url", "2", "https://example.com/a.png");
        (await client.ReadAsync()).ToString().ShouldBe("9: 200");
        session.Calls.ShouldBe(["property V1,V5 url=2·https://example.com/a.png"]);
    }

    [Fact]
    public async Task Writes_in_a_group_share_one_time()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        await client.SendHexAsync("15 00 1b 00 0f 74 00 31 37 30 30 30 30 30 30 30 30 31 32 33");
        await client.SendHexAsync("14 00 18 00 06 76 77 00 30 00 31");
        await client.SendHexAsync("15 00 1a 00 01 65");
        await client.SendHexAsync("15 00 17 00 01 62");
        await client.SendHexAsync("14 00 19 00 06 76 77 00 30 00 32");
        await client.SendHexAsync("15 00 1a 00 01 65");
        await client.SendHexAsync("14 00 1b 00 06 76 77 00 30 00 33");
        await client.SendAsync(Command.Ping);
        await client.ReadAsync();

        session
            .Writes.Select(write => write.At)
            .ShouldBe([DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123), host.Time.GetUtcNow(), null]);
    }
}
