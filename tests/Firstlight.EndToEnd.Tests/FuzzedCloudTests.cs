using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Fuzzing;

namespace Firstlight.EndToEnd.Tests;

/// <summary>
/// The real cloud while devices that are logged in, on every protocol, talk nonsense as fast as they can: it lives, it answers no call
/// with a fault of its own, its memory has an end, and a good device notices nothing.
/// </summary>
public sealed class FuzzedCloudTests(ITestOutputHelper output)
{
    private const int TalkersEach = 2;

    /// <summary>Few: behind a length that is a lie, everything is one long body.</summary>
    private const int InputsPerVisit = 30;
    private const long GrowthMax = 192L * 1024 * 1024;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(TestMode.Times(bounded: 10, full: 600));
    private static readonly TimeSpan NeighbourPatience = TimeSpan.FromSeconds(5);

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private static readonly byte[][] NativeFrames =
    [
        .. new (Command, string[])[]
        {
            (Command.Internal, ["ver", "1.4.0", "h-beat", "40", "buff-in", "4096", "dev", "Linux", "fw", "0.1.0"]),
            (Command.Internal, ["rtc", "sync"]),
            (Command.Internal, ["utc", "tz_rule"]),
            (Command.Internal, ["meta", "get", "Serial Number"]),
            (Command.Internal, ["meta", "set", "Serial Number", "SN-7"]),
            (Command.Hardware, ["vw", "0", "21.5"]),
            (Command.Hardware, ["vw", "2", "a", "1", "2.5"]),
            (Command.HardwareSync, ["vr", "0", "1", "2"]),
            (Command.HardwareSync, []),
            (Command.Property, ["0", "1", "color", "#D3435C"]),
            (Command.EventLog, ["hot", "T=91"]),
            (Command.EventClear, ["hot", "all"]),
            (Command.Group, ["t", "1700000000123"]),
            (Command.Group, ["e"]),
            (Command.Bridge, ["64", "i", new string('Z', 32)]),
            (Command.Bridge, ["64", "vw", "1", "5"]),
            (Command.Ping, []),
        }.Select(
            (frame, index) => Bytes(into => FrameWriter.Write(into, frame.Item1, (ushort)(index + 2), frame.Item2))
        ),
    ];

    private static readonly (string Topic, string Payload)[] Messages =
    [
        (
            "info/mcu",
            """{"tmpl":"TMPL00AABBCC","ver":"1.4.2","build":"Feb 11 2026 09:30:00","type":"TMPL00AABBCC","rxbuff":1024}"""
        ),
        ("ds/Temperature", "21.5"),
        ("ds/Note", "a\0b\0c"),
        ("ds/Temperature/erase", ""),
        ("ds/Temperature/timestamped_batch", "[[1767225600000,2.71],[1767225660000,2.75]]"),
        ("ds/Temperature/prop/color", "E4F6F7"),
        ("batch_ds", """{"Temperature":2.75,"Set Temperature":21,"Note":"ok","Site":[24.03,49.84]}"""),
        ("event/low_pressure", "Pressure fell to 0.9 bar"),
        ("meta/Serial Number", "SN-7"),
        ("get/ds", "Temperature,Note"),
        ("get/ds/all", ""),
        ("get/meta", "Serial Number"),
        ("get/utc/all/json", ""),
        ("get/loc/all", ""),
    ];

    private static readonly byte[][] MqttPackets =
    [
        .. Messages.Select(message =>
            Bytes(into =>
                PublishPacket.Write(
                    into,
                    MqttVersion.V5,
                    message.Topic,
                    message.Payload,
                    QualityOfService.AtLeastOnce,
                    7
                )
            )
        ),
        Bytes(into =>
            new SubscribePacket(9, [new SubscriptionWish("downlink/#", QualityOfService.AtLeastOnce)]).Write(
                into,
                MqttVersion.V5
            )
        ),
        Bytes(into => new AckPacket(PacketType.PubRel, 7).Write(into, MqttVersion.V5)),
        Bytes(PingPackets.WriteRequest),
    ];

    private static readonly string[] Calls =
    [
        "GET /external/api/update?token=TOKEN&v0=21.5&v2=a%20b HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /external/api/get?token=TOKEN&v0&V2 HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /external/api/getAll?token=TOKEN HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /external/api/batch/update?token=TOKEN&v0=1&v2=x&v2=y HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /external/api/update/property?token=TOKEN&pin=v0&label=Boiler HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /external/api/logEvent?token=TOKEN&code=hot&description=T%3D91 HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /external/api/device/meta?token=TOKEN&metaFieldId=1 HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /external/api/data/get?token=TOKEN&pin=v0&period=DAY&granularityType=MINUTE HTTP/1.1\r\nHost: h\r\n\r\n",
        "POST /external/api/batch/update?token=TOKEN&pin=v0 HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 43\r\n\r\n[[1767225600000,2.71],[1767225660000,2.75]]",
        "POST /external/api/update?token=TOKEN HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 12\r\n\r\nv0=1&v2=a+b%",
    ];

    [Fact]
    public async Task It_lives_answers_no_call_with_a_fault_of_its_own_and_a_good_device_notices_nothing()
    {
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}");
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(
            scratch.Path,
            Cancellation,
            more: ["--flood-limit", "off"]
        );
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Talker", Cancellation);
        var (good, goodToken) = await api.CreateDeviceAsync(template, "Good", Cancellation);
        var before = cloud.ResidentBytes;

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var talkers = new List<Task<(int Visits, long Inputs)>>();
        for (var number = 0; number < TalkersEach; number++)
        {
            var random = new Random(seed + number);
            var (_, native) = await api.CreateDeviceAsync(template, "Native", Cancellation);
            var (_, mqtt) = await api.CreateDeviceAsync(template, "MQTT", Cancellation);
            var (_, http) = await api.CreateDeviceAsync(template, "HTTP", Cancellation);
            var login = Bytes(into => FrameWriter.Write(into, Command.HardwareLogin, 1, [native]));
            var connect = Bytes(
                new ConnectPacket
                {
                    Version = MqttVersion.V5,
                    UserName = "device",
                    Password = Encoding.UTF8.GetBytes(mqtt),
                    CleanStart = true,
                }.Write
            );
            var calls = Calls.Select(call =>
                Encoding.UTF8.GetBytes(call.Replace("TOKEN", http, StringComparison.Ordinal))
            );
            talkers.Add(TalkAsync(cloud.Port, login, new Mutator(random, NativeFrames), end.Token));
            talkers.Add(TalkAsync(cloud.Port, connect, new Mutator(random, MqttPackets), end.Token));
            talkers.Add(TalkAsync(cloud.Port, [], new Mutator(random, [.. calls]), end.Token));
        }

        var (slowest, peak, rounds) = await WatchAsync(cloud, api, good, goodToken);
        await end.CancelAsync();
        var talked = Task.WhenAll(talkers);
        await talked.ContinueWith(static _ => { }, Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);
        if (talked.IsFaulted)
            output.WriteLine(cloud.Output); // What the cloud says of its own fault.
        var said = await talked;

        output.WriteLine(
            $"{said.Sum(talker => talker.Visits)} visits, {said.Sum(talker => talker.Inputs):N0} broken inputs, {rounds} good calls, slowest {slowest.TotalMilliseconds:F0} ms, grown by {(peak - before) >> 20} MB"
        );
        cloud.HasExited.ShouldBeFalse();
        said.ShouldAllBe(talker => talker.Visits > 0);
        slowest.ShouldBeLessThan(NeighbourPatience);
        (peak - before).ShouldBeLessThan(GrowthMax);
        cloud.Output.ShouldNotContain("unhandled", Case.Insensitive);
        cloud.Output.ShouldNotContain("   at Firstlight.", Case.Sensitive);
    }

    /// <summary>A good device writes and reads, for as long as the test is to last.</summary>
    private static async Task<(TimeSpan Slowest, long Peak, int Rounds)> WatchAsync(
        CloudProcess cloud,
        RestClient api,
        long device,
        string token
    )
    {
        var (slowest, peak, rounds) = (TimeSpan.Zero, 0L, 0);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Duration; rounds++)
        {
            var asked = Stopwatch.GetTimestamp();
            var written = await api.Http.GetAsync($"external/api/update?token={token}&v2={rounds}", Cancellation);
            written.EnsureSuccessStatusCode();
            var value = (await api.GetAsync($"api/v1/devices/{device}/datastreams", Cancellation)).AsArray()[2]![
                "value"
            ];
            value!.ToString().ShouldBe($"{rounds}");
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(asked).Ticks));
            peak = Math.Max(peak, cloud.ResidentBytes);
        }

        return (slowest, peak, rounds);
    }

    /// <summary>Comes in rightly, then talks nonsense until it is thrown out; again and again. Returns how often it came and what it sent.</summary>
    private static async Task<(int Visits, long Inputs)> TalkAsync(
        int port,
        byte[] greeting,
        Mutator mutator,
        CancellationToken end
    )
    {
        var (visits, inputs) = (0, 0L);
        for (; !end.IsCancellationRequested; visits++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            var answers = Task.FromResult(false);
            try
            {
                await socket.ConnectAsync("127.0.0.1", port, end);
                answers = ReadAsync(socket, end);
                await socket.SendAsync(greeting, end);
                for (var left = InputsPerVisit; left > 0 && !answers.IsCompleted; left--, inputs++)
                    await socket.SendAsync(mutator.Next(), end);
                socket.Shutdown(SocketShutdown.Send);
            }
            catch (Exception over) when (over is SocketException or OperationCanceledException)
            {
                // Thrown out, or the test is over.
            }

            (await answers).ShouldBeFalse("a call was answered with a fault of the cloud's own");
        }

        return (visits, inputs);
    }

    /// <summary>Reads until the cloud closes; true when it said 500 for another reason than an unknown granularity, where the API is documented so.</summary>
    private static async Task<bool> ReadAsync(Socket socket, CancellationToken end)
    {
        var buffer = new byte[16_384];
        var (faults, documented, cut, kept) = (0, 0, 0, 0);
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(kept), end) is var read and > 0)
            {
                faults += CountNew("HTTP/1.1 500"u8, buffer.AsSpan(0, kept + read), kept);
                documented += CountNew("No enum constant"u8, buffer.AsSpan(0, kept + read), kept);
                kept = KeepEnd(buffer, kept + read);
            }
        }
        catch (Exception over) when (over is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            cut = 1; // Closed hard, perhaps in the middle of an answer: its words did not come.
        }

        return faults > documented + cut;
    }

    /// <summary>What is found now and was not found in the bytes that were kept.</summary>
    private static int CountNew(ReadOnlySpan<byte> words, ReadOnlySpan<byte> bytes, int kept) =>
        bytes.Count(words) - bytes[..kept].Count(words);

    /// <summary>Words may be in two parts: the last few bytes are looked at again.</summary>
    private static int KeepEnd(byte[] buffer, int length)
    {
        var kept = Math.Min(length, "No enum constant".Length);
        buffer.AsSpan(length - kept, kept).CopyTo(buffer);
        return kept;
    }

    private static byte[] Bytes(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}
