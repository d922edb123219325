using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Tests.Native;

/// <summary>What a device may send by mistake or on purpose: the answer, or the end of that one link.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData(Command.Hardware, "", StatusCode.IllegalCommand)]
    [InlineData(Command.Hardware, "vw", StatusCode.IllegalCommand)]
    [InlineData(Command.Hardware, "vw·", StatusCode.IllegalCommand)]
    [InlineData(Command.Hardware, "vw·1", StatusCode.IllegalCommand)]
    [InlineData(Command.Hardware, "vw·1·", StatusCode.IllegalCommand)]
    [InlineData(Command.Hardware, "vw··1", StatusCode.IllegalCommand)]
    [InlineData(Command.Hardware, "vw·256·1", StatusCode.IllegalCommand)]
    [InlineData(Command.Hardware, "vw·-1·1", StatusCode.IllegalCommand)]
    [InlineData(Command.Hardware, "vw·V1·1", StatusCode.IllegalCommand)]
    [InlineData(Command.Hardware, "vw· 1·1", StatusCode.IllegalCommand)]
    [InlineData(Command.Hardware, "vr·1", StatusCode.IllegalCommand)]
    [InlineData(Command.Hardware, "xx·1·1", StatusCode.IllegalCommand)]
    [InlineData(Command.HardwareSync, "vr", StatusCode.IllegalCommand)]
    [InlineData(Command.HardwareSync, "vr·", StatusCode.IllegalCommand)]
    [InlineData(Command.HardwareSync, "vr·1·x", StatusCode.IllegalCommand)]
    [InlineData(Command.HardwareSync, "vw·1", StatusCode.IllegalCommand)]
    [InlineData(Command.Group, "", StatusCode.IllegalCommand)]
    [InlineData(Command.Group, "t", StatusCode.IllegalCommand)]
    [InlineData(Command.Group, "t·yesterday", StatusCode.IllegalCommand)]
    [InlineData(Command.Group, "t·99999999999999999999", StatusCode.IllegalCommand)]
    [InlineData(Command.Internal, "", StatusCode.IllegalCommand)]
    [InlineData(Command.Internal, "utc", StatusCode.IllegalCommand)]
    [InlineData(Command.Internal, "meta", StatusCode.IllegalCommand)]
    [InlineData(Command.Internal, "meta·get", StatusCode.IllegalCommand)]
    [InlineData(Command.Internal, "meta·get·", StatusCode.IllegalCommand)]
    [InlineData(Command.Internal, "meta·move·Serial Number", StatusCode.IllegalCommand)]
    [InlineData(Command.Internal, "meta·set·Serial Number", StatusCode.IllegalCommand)]
    [InlineData(Command.Internal, "utc·time·now", StatusCode.IllegalCommand)]
    [InlineData(Command.Internal, "meta·set·Locked·1", StatusCode.NotAllowed)]
    [InlineData(Command.Property, "", StatusCode.IllegalCommandBody)]
    [InlineData(Command.Property, "color·red", StatusCode.IllegalCommandBody)]
    [InlineData(Command.Property, "1·color", StatusCode.IllegalCommandBody)]
    [InlineData(Command.Property, "1·flavour·red", StatusCode.IllegalCommandBody)]
    [InlineData(Command.Property, "300·color·red", StatusCode.IllegalCommandBody)]
    [InlineData(Command.EventLog, "", StatusCode.IllegalCommandBody)]
    [InlineData(Command.EventLog, "·text", StatusCode.IllegalCommandBody)]
    [InlineData(Command.EventLog, "too-often", StatusCode.QuotaLimit)]
    [InlineData(Command.EventClear, "", StatusCode.IllegalCommandBody)]
    [InlineData(Command.EventClear, "hot·some", StatusCode.IllegalCommandBody)]
    [InlineData(Command.Bridge, "", StatusCode.IllegalCommand)]
    [InlineData(Command.Bridge, "64·i", StatusCode.IllegalCommand)]
    [InlineData(Command.Bridge, "256·i·ZZZ", StatusCode.IllegalCommand)]
    [InlineData(Command.Bridge, "64·vw·1", StatusCode.IllegalCommand)]
    [InlineData(Command.Bridge, "64·vw·1·", StatusCode.IllegalCommand)]
    [InlineData(Command.Bridge, "64·dw·1·1", StatusCode.IllegalCommand)]
    [InlineData(Command.Bridge, "64·i·ZZZ", StatusCode.NotAllowed)]
    [InlineData(Command.Bridge, "64·vw·1·5", StatusCode.NotAllowed)] // nobody was named
    [InlineData(Command.Sms, "hi", StatusCode.NotAllowed)]
    public async Task A_wrong_body_gets_its_status_and_the_link_goes_on(Command command, string body, StatusCode status)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        await client.SendAsync(command, 700, body.Split('·'));
        (await client.ReadAsync()).ToString().ShouldBe($"700: {(ushort)status}");
        await client.SendAsync(Command.Ping, 701);
        (await client.ReadAsync()).ToString().ShouldBe("701: 200");
        session.Writes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Command.Hardware, "dw·3·0")]
    [InlineData(Command.Hardware, "aw·3·512")]
    [InlineData(Command.Hardware, "vw·99·1")] // no datastream there
    [InlineData(Command.Hardware, "vw·0·warm")] // not a number
    [InlineData(Command.HardwareSync, "vr·200")]
    [InlineData(Command.Internal, "meta·get·Colour")]
    [InlineData(Command.Internal, "utc·moon")]
    [InlineData(Command.Internal, "vfs·ls·x")]
    [InlineData(Command.Internal, "acon")]
    [InlineData(Command.Internal, "adis")]
    [InlineData(Command.Internal, "dbg·reboot")]
    [InlineData(Command.Internal, "ota·http://h/f.bin")]
    [InlineData(Command.Internal, "loc·1·2")]
    [InlineData(Command.DebugPrint, "hello")]
    [InlineData((Command)4, "1-1")]
    [InlineData((Command)99, "")]
    public async Task What_means_nothing_here_is_passed_over_in_silence(Command command, string body)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInAsync();
        await using var __ = client;

        await client.SendAsync(command, 700, body.Split('·'));
        await client.SendAsync(Command.Ping, 701);
        (await client.ReadAsync()).ToString().ShouldBe("701: 200");
    }

    [Theory]
    [InlineData("14 00 00 00 02")] // id 0
    [InlineData("14 00 01 80 01")] // 32769 bytes announced
    [InlineData("00 00 00 00 c8")] // id 0 in an answer
    [InlineData("64 00 01 00 00")] // unknown, 100
    [InlineData("ff 00 01 00 00")] // unknown, 255
    public async Task What_can_never_be_right_ends_that_link_and_no_other(string hex)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        var (other, _) = await host.LogInAsync();
        await using var __ = client;
        await using var ___ = other;

        await client.SendHexAsync(hex);
        await client.WaitForCloseAsync();
        await GatewayHost.UntilAsync(() => session.Disposed, "the session is given back");
        await other.SendAsync(Command.Ping, 9);
        (await other.ReadAsync()).ToString().ShouldBe("9: 200");
    }

    [Theory]
    [InlineData("06 00 01 00 00")] // a ping
    [InlineData("14 00 01 00 06 76 77 00 30 00 31")]
    [InlineData("00 00 01 00 c8")]
    public async Task Whoever_does_not_begin_with_a_login_is_closed_without_an_answer(string hex)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SendHexAsync(hex);
        await client.WaitForCloseAsync();
        host.Door.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task The_largest_body_is_taken()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;
        var value = new string('x', NativeLimits.BodyBytesMax - "vw·5·".Length);

        await client.SendAsync(Command.Hardware, "vw", "5", value);
        await client.SendAsync(Command.Ping, 9);
        (await client.ReadAsync()).Id.ShouldBe((ushort)9);
        session.Writes.ShouldHaveSingleItem().Value.ShouldBe(value);
    }

    [Fact]
    public async Task An_event_description_over_300_characters_discards_the_message()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;
        await client.SendAsync(Command.EventLog, 5, "hot", new string('x', 301));
        (await client.ReadAsync()).ToString().ShouldBe("5: 11");
        session.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_reserved_metadata_name_returns_the_devices_own_token()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInAsync();
        await using var __ = client;
        await client.SendAsync(Command.Internal, 5, "meta", "get", "Auth Token");
        (await client.ReadAsync()).Fields[2].ShouldBe(FakeDoor.Known);
    }

    [Fact]
    public async Task Random_bytes_after_a_login_never_harm_the_server()
    {
        const int seed = 20_260_101;
        var random = new Random(seed);
        await using var host = await GatewayHost.StartAsync();
        for (var round = 0; round < 50; round++)
        {
            var (client, _) = await host.LogInAsync();
            await using var __ = client;
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            await client.SendRawAsync(bytes);
        }

        await GatewayHost.UntilAsync(() => host.Watch.Count == 0, $"every link ends (seed {seed})");
        host.Logs.Lines.ShouldNotContain(line => line.Id == 7001, $"seed {seed}");
    }
}
