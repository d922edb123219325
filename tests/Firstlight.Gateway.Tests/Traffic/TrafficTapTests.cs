using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Gateway.Traffic;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Tests.Traffic;

/// <summary>What a support person sees of a device's traffic.</summary>
public sealed class TrafficTapTests
{
    [Fact]
    public async Task Frames_of_both_directions_become_words()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Traffic.Watched = true;
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        await client.SendAsync(Command.Hardware, "vw", "4", "21.5");
        await client.SendAsync(Command.EventLog, "too_hot", "92 degrees");
        await client.ReadAsync();
        await client.SendAsync(Command.Ping);
        await client.ReadAsync();
        await session.Link.SendAsync(new DeviceCommand.WritePin(new VirtualPin(1), "7"), CancellationToken.None);
        await client.ReadAsync();

        string[] expected =
        [
            "> login: from 127.0.0.1",
            "< response: 200 Success",
            "> write: V4 = 21.5",
            "> event: too_hot: 92 degrees",
            "> ping",
            "< write: V1 = 7",
        ];
        foreach (var line in expected)
            host.Traffic.Words.ShouldContain(line);
        host.Traffic.Lines.ShouldAllBe(line => line.Protocol == "native");
    }

    [Fact]
    public async Task Nothing_is_put_into_words_while_nobody_watches()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInAsync();
        await using var owned = client;
        await client.SendAsync(Command.Ping);
        await client.ReadAsync();

        host.Traffic.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_is_never_shown_not_even_when_the_device_asks_for_it()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Traffic.Watched = true;
        var (client, _) = await host.LogInAsync();
        await using var owned = client;

        await client.SendAsync(Command.Internal, "meta", "get", "Auth Token");
        (await client.ReadAsync()).ToString().ShouldContain(FakeDoor.Known);
        await client.SendAsync(Command.Hardware, "vw", "5", $"my token is {FakeDoor.Known}!");
        await client.SendAsync(Command.Ping);
        await client.ReadAsync();

        host.Traffic.Words.ShouldContain("< metadata: Auth Token = (hidden)");
        host.Traffic.Words.ShouldContain("> write: V5 = my token is (hidden)!");
        host.Traffic.Words.ShouldAllBe(line => !line.Contains(FakeDoor.Known, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_without_a_connection_are_seen_too_and_without_their_token()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Traffic.Watched = true;
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{host.Port}/external/api/") };
        host.Door.Values[new(0)] = "7";

        await http.GetAsync($"get?token={FakeDoor.Known}&v0", CancellationToken.None);
        await http.GetAsync($"update?token={FakeDoor.Known}&v4=21.5", CancellationToken.None);

        host.Traffic.Words.ShouldBe(["> get: v0", "< response: 200 7", "> update: v4 = 21.5", "< response: 200"]);
    }

    [Fact]
    public async Task Metadata_over_https_is_noted_without_what_it_holds()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Traffic.Watched = true;
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{host.Port}/external/api/") };

        await http.GetAsync(
            $"device/meta/update?token={FakeDoor.Known}&metaFieldId=100&value=x",
            CancellationToken.None
        );
        await http.GetAsync($"device/meta?token={FakeDoor.Known}&metaFieldId=100", CancellationToken.None);

        host.Traffic.Words.ShouldBe(["> device/meta/update", "< response: 200", "> device/meta", "< response: 200"]);
    }

    [Theory]
    [InlineData("Wi-Fi Password", "hunter2", "Wi-Fi Password = (hidden)")]
    [InlineData("SSID", "Home", "SSID = (hidden)")]
    [InlineData("Room", "Kitchen", "Room = Kitchen")]
    public void Metadata_that_is_called_a_secret_is_not_shown(string name, string value, string shown) =>
        FrameWords.Of(Command.Internal, ["meta", "set", name, value]).ShouldBe(("metadata", shown));

    [Theory]
    [InlineData("joining ssid=Home, password: hunter2!", "joining ssid=(hidden), password: (hidden)")]
    [InlineData("{\"pwd\":\"a b\",\"rssi\":-60}", "{\"pwd\":(hidden),\"rssi\":-60}")]
    [InlineData("the pass is open", "the pass is open")]
    public void What_firmware_prints_about_its_network_is_not_shown(string text, string shown) =>
        FrameWords.Shown(text).ShouldBe(shown);

    [Fact]
    public void A_long_value_is_cut_and_stays_on_one_line()
    {
        var (_, detail) = FrameWords.Of(
            Command.Hardware,
            ["vw", "1", "a\nb " + string.Concat(Enumerable.Repeat("word ", 200))]
        );

        detail.ShouldNotBeNull().ShouldStartWith("V1 = a b word");
        detail.Length.ShouldBe(FrameWords.DetailCharactersMax + 1);
    }
}
