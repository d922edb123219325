using System.Buffers;
using System.Net.WebSockets;
using System.Reflection;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.TestKit;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Native;

/// <summary>What the libraries in the field trip over, each by the name of its library (docs/protocols/native.md, quirks).</summary>
public sealed class ClientTrapTests
{
    private static readonly DeviceCommand Write = new DeviceCommand.WritePin(new VirtualPin(1), "7");

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    /// <summary>One of each kind.</summary>
    private static readonly DeviceCommand[] EveryCommand =
    [
        Write,
        new DeviceCommand.BridgedPin(new VirtualPin(1), "7", 9),
        new DeviceCommand.SetMetadata("Serial Number", "SN-7"),
        new DeviceCommand.AppCame(),
        new DeviceCommand.AppWent(),
        new DeviceCommand.Reboot(),
        new DeviceCommand.Reconfigure(),
        new DeviceCommand.Update(
            new FirmwareFile(
                new FirmwareId(1),
                new OrganisationId(1),
                default,
                "lamp.bin",
                "f2a",
                2_048,
                "sha256",
                "md5",
                "TMPL00AABBCC",
                "1.1.0",
                Build: null,
                new UserId(1),
                DateTimeOffset.UnixEpoch
            ),
            UpdateLink.New(new SeededRandom(seed: 7))
        ),
    ];

    [Fact]
    public async Task The_early_python_library_gets_the_information_answer_as_the_very_next_frame()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SendAsync(Command.Login, FakeDoor.Known);
        (await client.ReadAsync()).ToString().ShouldBe("1: 200");
        var link = host.Door.Sessions.Single().Link;
        var sending = EveryCommand.Select(command => link.SendAsync(command, Cancellation).AsTask()).ToList();

        await client.SendAsync(Command.Internal, "ver", "0.2.6", "buff-in", "1024", "h-beat", "10", "dev", "python");
        (await client.ReadAsync()).ToString().ShouldBe("2: 200");
        (await Task.WhenAll(sending)).ShouldAllBe(sent => sent);
    }

    [Fact]
    public async Task The_early_micropython_library_begins_with_id_2_and_is_answered_with_it()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendAsync(Command.Login, 2, FakeDoor.Known);
        (await client.ReadAsync()).ToString().ShouldBe("2: 200");
    }

    [Fact]
    public async Task The_early_python_library_is_never_pinged_nor_is_anybody_else()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync("ver", "0.2.6", "h-beat", "10", "dev", "python");
        await using var _ = client;

        await host.AdvanceUntilAsync(() => session.Disposed, "its silence ends the link");
        await client.WaitForCloseAsync(); // and nothing was sent before
    }

    [Fact]
    public async Task The_early_python_library_may_stay_on_one_id_for_ever()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        for (var turn = 1; turn <= 3; turn++)
            await client.SendAsync(Command.Hardware, 1, "vw", "5", $"{turn}");
        await client.SendAsync(Command.Ping, 1);
        (await client.ReadAsync()).ToString().ShouldBe("1: 200");
        session.Writes.Select(write => write.Value).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task The_python_library_gets_no_number_that_it_would_hang_up_on()
    {
        var kinds = typeof(DeviceCommand).GetNestedTypes(BindingFlags.Public).Where(kind => !kind.IsAbstract);
        kinds.ShouldBe(EveryCommand.Select(command => command.GetType()), ignoreOrder: true);
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        foreach (var command in EveryCommand)
        {
            (await session.Link.SendAsync(command, Cancellation)).ShouldBeTrue();
            (await client.ReadAsync()).Command.ShouldBeOneOf(Command.Hardware, Command.Bridge, Command.Internal);
        }
    }

    [Fact]
    public async Task The_node_red_and_early_python_libraries_get_each_frame_whole_and_in_a_write_of_its_own()
    {
        await using var host = await GatewayHost.StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Port}/websockets"), Cancellation);
        await using var client = new NativeClient(WebSocketStream.Create(socket, WebSocketMessageType.Binary));
        await client.LogInAsync(FakeDoor.Known);
        await client.SendAsync(Command.Internal, "ver", "1.0.0", "buff-in", "32767", "dev", "node-red");
        await client.ReadAsync();
        foreach (var pin in Enumerable.Range(0, 50))
            host.Door.Values[new((byte)pin)] = new string('v', 200);

        // On this carrier a write is a message, so that what went together can be told.
        await client.SendAsync(Command.HardwareSync);
        var link = host.Door.Sessions.Single().Link;
        foreach (var command in EveryCommand)
            await link.SendAsync(command, Cancellation);
        var message = new byte[4_096];
        for (var frames = 0; frames < 50 + EveryCommand.Length; frames++)
        {
            var received = await socket
                .ReceiveAsync(message, Cancellation)
                .WaitAsync(NativeClient.Patience, Cancellation);
            received.EndOfMessage.ShouldBeTrue();
            var unread = new ReadOnlySequence<byte>(message, 0, received.Count);
            FrameReader.TryRead(ref unread, NativeLimits.BodyBytesMax, out _).ShouldBeTrue();
            unread.IsEmpty.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task The_node_red_library_sends_many_frames_in_one_write()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;
        var together = new ArrayBufferWriter<byte>();
        for (var pin = 0; pin < 40; pin++)
            FrameWriter.Write(together, Command.Hardware, (ushort)(pin + 1), "vw", "5", $"{pin}");
        FrameWriter.Write(together, Command.Ping, 41);

        await client.SendRawAsync(together.WrittenMemory);
        (await client.ReadAsync()).ToString().ShouldBe("41: 200");
        session.Writes.Count.ShouldBe(40);
    }

    [Fact]
    public async Task The_node_library_names_no_heartbeat_and_lives_by_its_pings()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync("ver", "0.5.4", "buff-in", "4096", "dev", "js");
        await using var _ = client;

        for (ushort turn = 1; turn <= 12; turn++)
        {
            for (var second = 0; second < 10; second++)
                host.Time.Advance(TimeSpan.FromSeconds(1));
            await client.SendAsync(Command.Ping, turn);
            (await client.ReadAsync()).ToString().ShouldBe($"{turn}: 200");
        }

        session.Disposed.ShouldBeFalse();
    }

    [Fact]
    public async Task The_node_library_reads_back_the_bytes_that_it_wrote_and_other_libraries_the_same_letters()
    {
        await using var host = await GatewayHost.StartAsync();
        var (node, session) = await host.LogInAsync("ver", "0.5.4", "buff-in", "4096", "dev", "js");
        await using var _ = node;
        await node.SendHexAsync("14 00 0c 00 06 76 77 00 35 00 e9");
        await node.SendAsync(Command.HardwareSync, 13, "vr", "5");

        (await node.ReadAsync()).Hex.ShouldBe("14 00 0d 00 06 76 77 00 35 00 e9");
        session.Writes.ShouldHaveSingleItem().Value.ShouldBe("é");

        var (python, _) = await host.LogInAsync("ver", "1.0.0", "buff-in", "1024", "dev", "linux");
        await using var __ = python;
        await python.SendAsync(Command.HardwareSync, 14, "vr", "5");
        (await python.ReadAsync()).Hex.ShouldBe("14 00 0e 00 07 76 77 00 35 00 c3 a9");
    }

    [Fact]
    public async Task The_node_library_gets_letters_that_have_no_single_byte_as_utf8()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync("ver", "0.5.4", "buff-in", "4096", "dev", "js");
        await using var _ = client;

        await session.Link.SendAsync(new DeviceCommand.WritePin(new VirtualPin(5), "é€"), Cancellation);
        (await client.ReadAsync()).Hex.ShouldBe("14 00 01 00 0a 76 77 00 35 00 c3 a9 e2 82 ac");
    }

    [Fact]
    public async Task The_cpp_library_sends_header_and_body_in_two_writes()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendHexAsync("1d 00 01 00 20");
        await client.SendRawAsync(System.Text.Encoding.ASCII.GetBytes(FakeDoor.Known));
        (await client.ReadAsync()).ToString().ShouldBe("1: 200");
    }

    [Fact]
    public async Task The_cpp_library_answers_with_our_ids_while_it_handles_a_frame_of_ours()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;
        await session.Link.SendAsync(Write, CancellationToken.None);
        var id = (await client.ReadAsync()).Id;

        await client.SendAsync(Command.Hardware, id, "vw", "5", "ack");
        await client.SendAsync(Command.HardwareSync, id, "vr", "5");
        (await client.ReadAsync()).ToString().ShouldBe($"{id}: Hardware vw·5·ack");
    }

    [Fact]
    public async Task The_cpp_library_refuses_a_verb_it_does_not_know_and_answers_reads_of_real_pins()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        await client.SendHexAsync("00 23 33 00 02");
        await client.SendHexAsync("14 23 34 00 06 64 77 00 33 00 30");
        await client.SendAsync(Command.Ping, 7);
        (await client.ReadAsync()).ToString().ShouldBe("7: 200");
        session.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_cpp_library_reconnects_when_a_body_is_too_long_so_none_is()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInAsync("mcu", "0.1.0", "buff-in", "256");
        await using var __ = client;
        host.Door.Values[new(4)] = new string('x', 300);
        host.Door.Values[new(5)] = "fits";

        await client.SendAsync(Command.HardwareSync, 9);
        (await client.ReadAsync()).ToString().ShouldBe("9: Hardware vw·5·fits");
    }

    [Fact]
    public async Task The_linux_library_leaves_a_nul_behind_its_last_field()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Values[new(4)] = "21.5";
        var (client, session) = await host.LogInAsync("ver", "1.4.0", "tmpl", "TMPL00AABBCC", "");
        await using var _ = client;

        await client.SendAsync(Command.HardwareSync, 9, "vr", "4", "");
        (await client.ReadAsync()).ToString().ShouldBe("9: Hardware vw·4·21.5");
        session.Reports.ShouldHaveSingleItem().TemplateId.ShouldBe("TMPL00AABBCC");
    }

    [Fact]
    public async Task Every_library_may_report_again_and_the_later_heartbeat_counts()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync("ver", "1", "h-beat", "10");
        await using var _ = client;
        await client.SendAsync(Command.Internal, 9, "ver", "1", "h-beat", "3600");
        (await client.ReadAsync()).ToString().ShouldBe("9: 200");

        for (var second = 0; second < 60; second++)
            host.Time.Advance(TimeSpan.FromSeconds(1));
        await client.SendAsync(Command.Ping, 10);
        (await client.ReadAsync()).ToString().ShouldBe("10: 200");
        session.Reports.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Every_library_may_ping_and_ask_inside_a_group_and_a_lost_link_ends_it()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await client.SendAsync(Command.Group, "t", "1700000000123");
        await client.SendAsync(Command.Ping, 8);
        (await client.ReadAsync()).ToString().ShouldBe("8: 200");
        await client.SendAsync(Command.Internal, 9, "meta", "get", "Serial Number");
        (await client.ReadAsync()).ToString().ShouldBe("9: Internal meta·Serial Number·SN-7");
        await client.SendAsync(Command.Hardware, "vw", "5", "in");
        await client.SendAsync(Command.Ping, 10);
        await client.ReadAsync();
        await client.DisposeAsync();
        await GatewayHost.UntilAsync(() => session.Disposed, "the link is lost inside the group");

        var (again, later) = await host.LogInAsync();
        await using var _ = again;
        await again.SendAsync(Command.Hardware, "vw", "5", "out");
        await again.SendAsync(Command.Ping, 11);
        await again.ReadAsync();

        session.Writes.Single().At.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123));
        later.Writes.Single().At.ShouldBeNull();
    }
}
