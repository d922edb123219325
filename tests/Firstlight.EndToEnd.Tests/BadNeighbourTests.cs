using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Promise 9: one floods, one guesses, one holds connections open, all at once. A good device does not notice.</summary>
public sealed class BadNeighbourTests(ITestOutputHelper output)
{
    private const int GuessesAtOnce = 100;
    private static readonly TimeSpan RoundTripMax = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SlowGuess = TimeSpan.FromSeconds(3);
    private static readonly IPAddress Flooder = new([127, 0, 0, 2]);
    private static readonly IPAddress Guesser = new([127, 0, 0, 3]);
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_device_does_not_notice_a_flood_a_guesser_and_five_hundred_half_open_connections()
    {
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}");
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Neighbours", Cancellation);
        await using var live = await LiveWatch.StartAsync(api, Cancellation);
        var (good, goodToken) = await api.CreateDeviceAsync(template, "Good", Cancellation);
        var (_, floodToken) = await api.CreateDeviceAsync(template, "Bad", Cancellation);
        await using var device = await ComeInAsync(cloud.Port, goodToken, template, IPAddress.Loopback);
        await using var bad = await ComeInAsync(cloud.Port, floodToken, template, Flooder);
        var quiet = Percentile(await PingAsync(device, until: Pause(TimeSpan.FromSeconds(2))), 0.99);

        var flood = FloodAsync(bad, cloud.Port, floodToken);
        var halfOpen = HoldOpenAsync(cloud.Port);
        var guesses = GuessAsync(cloud.Port, new Random(seed));
        var attack = Task.WhenAll(flood, halfOpen, guesses);
        var trips = await PingAsync(device, until: attack);
        await attack;

        var busy = Percentile(trips, 0.99);
        output.WriteLine(
            $"{trips.Count} pings; p99 {quiet.TotalMilliseconds:0.0} ms quiet, {busy.TotalMilliseconds:0.0} ms under attack"
        );
        // A test machine that is slow by itself is not the cloud's fault.
        busy.ShouldBeLessThan(quiet * 5 > RoundTripMax ? quiet * 5 : RoundTripMax);
        (await device.PingAsync(Cancellation)).ShouldBe(StatusCode.Success);
        live.Count("device.online", good).ShouldBe(1);
        live.Count("device.offline", good).ShouldBe(0);

        var told = await flood;
        told.ShouldContain(StatusCode.QuotaLimit);
        var slowest = (await guesses).Order().TakeLast(50).ToList();
        output.WriteLine($"slowest guesses {slowest[0].TotalSeconds:0.0} to {slowest[^1].TotalSeconds:0.0} s");
        slowest.ShouldAllBe(took => took > SlowGuess);
    }

    private static async Task<NativeSocket> ComeInAsync(int port, string token, string template, IPAddress from)
    {
        var device = await NativeSocket.TryConnectAsync(port, Cancellation, from);
        (await device!.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
        (await device.ReportTemplateAsync(template, Cancellation)).ShouldBe(StatusCode.Success);
        return device;
    }

    private static async Task<List<TimeSpan>> PingAsync(NativeSocket device, Task until)
    {
        var trips = new List<TimeSpan>();
        while (!until.IsCompleted)
        {
            var sent = TimeProvider.System.GetTimestamp();
            (await device.PingAsync(Cancellation)).ShouldBe(StatusCode.Success, "a good device is never closed");
            trips.Add(TimeProvider.System.GetElapsedTime(sent));
            await Pause(TimeSpan.FromMilliseconds(20));
        }

        return trips;
    }

    /// <summary>5,000 frames a second until it is cut off; then what it heard.</summary>
    private static async Task<IReadOnlyList<StatusCode>> FloodAsync(NativeSocket bad, int port, string token)
    {
        var frames = new ArrayBufferWriter<byte>();
        for (var number = 0; number < 250; number++)
            FrameWriter.Write(frames, Command.Hardware, (ushort)(number + 1), ["vw", "2", "flood"]);
        var hearing = bad.ReadToEndAsync(Cancellation);
        var started = TimeProvider.System.GetTimestamp();
        while (!hearing.IsCompleted && await bad.TrySendAsync(frames.WrittenMemory, Cancellation))
        {
            TimeProvider
                .System.GetElapsedTime(started)
                .ShouldBeLessThan(TimeSpan.FromSeconds(40), "it must be cut off");
            await Pause(TimeSpan.FromMilliseconds(50));
        }

        // It is cut off, not condemned: its token is still good.
        await using var again = await NativeSocket.TryConnectAsync(port, Cancellation, Flooder);
        (await again!.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
        return await hearing;
    }

    /// <summary>Ends when the cloud has closed every one of them.</summary>
    private static async Task HoldOpenAsync(int port)
    {
        var held = new List<Socket>();
        try
        {
            for (var number = 0; number < 500; number++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(Flooder, 0));
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), Cancellation);
                held.Add(socket);
                if (number % 2 == 0)
                    await socket.SendAsync(new byte[] { 0x1D, 0, 1 }, Cancellation);
            }

            await Task.WhenAll(held.Select(socket => WaitForCloseAsync(socket)));
        }
        finally
        {
            foreach (var socket in held)
                socket.Dispose();
        }
    }

    private static async Task WaitForCloseAsync(Socket socket)
    {
        try
        {
            (await socket.ReceiveAsync(new byte[1], Cancellation)).ShouldBe(
                0,
                "nothing is said to a half-open connection"
            );
        }
        catch (SocketException)
        {
            // Reset: closed as well.
        }
    }

    /// <summary>How long each of 300 guesses took.</summary>
    private static async Task<IReadOnlyList<TimeSpan>> GuessAsync(int port, Random random)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var guesses = new Queue<string>(
            Enumerable.Range(0, 300).Select(_ => new string(random.GetItems<char>(alphabet, 32)))
        );
        var took = new List<TimeSpan>();
        var workers = Enumerable.Range(0, GuessesAtOnce).Select(_ => WorkAsync());
        await Task.WhenAll(workers);
        return took;

        async Task WorkAsync()
        {
            while (true)
            {
                string guess;
                lock (guesses)
                {
                    if (!guesses.TryDequeue(out guess!))
                        return;
                }

                var started = TimeProvider.System.GetTimestamp();
                await using var stranger = await NativeSocket.TryConnectAsync(port, Cancellation, Guesser);
                (await stranger!.LoginAsync(guess, Cancellation)).ShouldBe(StatusCode.InvalidToken);
                lock (took)
                    took.Add(TimeProvider.System.GetElapsedTime(started));
            }
        }
    }

    private static TimeSpan Percentile(List<TimeSpan> times, double part)
    {
        times.Sort();
        return times[(int)((times.Count - 1) * part)];
    }

    private static Task Pause(TimeSpan span) => Task.Delay(span, TimeProvider.System, Cancellation);
}
