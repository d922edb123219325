using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Native;

public sealed class DownlinkTests
{
    private static readonly DeviceCommand Write = new DeviceCommand.WritePin(new VirtualPin(1), "7");

    [Fact]
    public async Task Commands_reach_the_device_in_the_protocols_words_with_ids_of_our_own()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        DeviceCommand[] commands =
        [
            Write,
            new DeviceCommand.SetMetadata("Serial Number", "SN-8"),
            new DeviceCommand.Reboot(),
            new DeviceCommand.Reconfigure(),
            new DeviceCommand.AppCame(),
            new DeviceCommand.AppWent(),
        ];
        foreach (var command in commands)
            (await session.Link.SendAsync(command, CancellationToken.None)).ShouldBeTrue();

        (await client.ReadAsync()).Hex.ShouldBe("14 00 01 00 06 76 77 00 31 00 37");
        (await client.ReadAsync()).ToString().ShouldBe("2: Internal meta·Serial Number·SN-8");
        (await client.ReadAsync()).Hex.ShouldBe("11 00 03 00 0a 64 62 67 00 72 65 62 6f 6f 74");
        (await client.ReadAsync()).ToString().ShouldBe("4: Internal dbg·config start");
        (await client.ReadAsync()).Hex.ShouldBe("11 00 05 00 04 61 63 6f 6e");
        (await client.ReadAsync()).Hex.ShouldBe("11 00 06 00 04 61 64 69 73");
    }

    [Theory]
    [InlineData(null, 240, true)] // 5 + "vw·1·" + 240 = 250
    [InlineData(null, 241, false)]
    [InlineData("256", 246, true)]
    [InlineData("256", 247, false)]
    [InlineData("rubbish", 241, false)]
    public async Task What_does_not_fit_the_devices_buffer_is_not_sent(string? buffer, int characters, bool sent)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync(buffer is null ? ["ver", "1"] : ["ver", "1", "buff-in", buffer]);
        await using var _ = client;

        var command = new DeviceCommand.WritePin(new VirtualPin(1), new string('x', characters));
        (await session.Link.SendAsync(command, CancellationToken.None)).ShouldBe(sent);
        await client.SendAsync(Command.Ping);
        (await client.ReadAsync()).Command.ShouldBe(sent ? Command.Hardware : Command.Response);
        // Its maker finds it in the device's list of errors.
        host.Door.Faults.Select(fault => (fault.Kind, fault.Subject))
            .ShouldBe(sent ? [] : [(DeviceErrorKind.TooLarge, "V1")]);
    }

    [Fact]
    public async Task Size_is_counted_in_bytes_not_characters()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;
        var command = new DeviceCommand.WritePin(new VirtualPin(1), new string('é', 121));
        (await session.Link.SendAsync(command, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_comes_between_the_login_answer_and_the_information_answer()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.LogInAsync(FakeDoor.Known);
        var sending = host.Door.Sessions.Single().Link.SendAsync(Write, CancellationToken.None).AsTask();

        await client.SendAsync(Command.Internal, "ver", "0.2.6");
        (await client.ReadAsync()).ToString().ShouldBe("2: 200");
        (await client.ReadAsync()).Command.ShouldBe(Command.Hardware);
        (await sending).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_information_normal_traffic_starts_after_two_seconds()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.LogInAsync(FakeDoor.Known);
        var session = host.Door.Sessions.Single();
        var sending = session.Link.SendAsync(Write, CancellationToken.None).AsTask();
        await client.SendAsync(Command.Ping);
        (await client.ReadAsync()).Command.ShouldBe(Command.Response);
        sending.IsCompleted.ShouldBeFalse();

        host.Time.Advance(TimeSpan.FromSeconds(3));
        (await client.ReadAsync()).Command.ShouldBe(Command.Hardware);
        session.Reports.ShouldBeEmpty(); // an empty report would wipe out what is known about it
    }

    [Fact]
    public async Task A_pending_device_without_information_is_reported_as_it_is()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.LogInAsync(FakeDoor.Pending);
        var session = host.Door.Sessions.Single();

        await host.AdvanceUntilAsync(() => !session.Reports.IsEmpty, "the empty report");
        session.Reports.ShouldHaveSingleItem().TemplateId.ShouldBeNull();
        session.IsPending.ShouldBeFalse();
    }

    [Fact]
    public async Task Only_so_many_commands_wait_for_one_device()
    {
        await using var host = await GatewayHost.StartAsync(options => options.WaitingCommandsMax = 3);
        await using var client = await host.ConnectAsync();
        await client.LogInAsync(FakeDoor.Known);
        var link = host.Door.Sessions.Single().Link;

        var waiting = Enumerable
            .Range(0, 3)
            .Select(_ => link.SendAsync(Write, CancellationToken.None).AsTask())
            .ToList();
        (await link.SendAsync(Write, CancellationToken.None)).ShouldBeFalse();
        await client.SendAsync(Command.Internal, "ver", "1");
        (
            await Task.WhenAll(waiting).WaitAsync(NativeClient.Patience, TestContext.Current.CancellationToken)
        ).ShouldAllBe(sent => sent);
    }

    [Fact]
    public async Task Many_senders_at_once_never_mix_their_frames()
    {
        await using var host = await GatewayHost.StartAsync(options =>
            (options.WaitingCommandsMax, options.FloodLimit) = (500, null)
        );
        var (client, session) = await host.LogInAsync("ver", "1", "buff-in", "4096");
        await using var _ = client;
        var value = new string('v', 1_000);

        var sending = Enumerable
            .Range(0, 200)
            .Select(pin =>
                session
                    .Link.SendAsync(new DeviceCommand.WritePin(new((byte)pin), value), CancellationToken.None)
                    .AsTask()
            )
            .ToList();
        for (var pings = 0; pings < 100; pings++)
            await client.SendAsync(Command.Ping);

        var (writes, answers) = (0, 0);
        while (writes + answers < 300)
        {
            var frame = await client.ReadAsync();
            if (frame.Command is Command.Hardware)
            {
                frame.Fields[2].ShouldBe(value);
                writes++;
            }
            else
            {
                frame.Status.ShouldBe((ushort)StatusCode.Success);
                answers++;
            }
        }

        (writes, answers).ShouldBe((200, 100));
        (await Task.WhenAll(sending)).ShouldAllBe(sent => sent);
    }
}
