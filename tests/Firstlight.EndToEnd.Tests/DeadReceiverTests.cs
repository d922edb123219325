using System.Net;
using System.Net.Sockets;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.TestKit.Mqtt;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Receivers that take connections and never answer do not slow the fleet down.</summary>
public sealed class DeadReceiverTests(ITestOutputHelper output)
{
    private const int Devices = 4;
    private const int Batches = 100;
    private const int Together = 10;
    private const int DeadReceivers = 5;
    private const double SlowerMax = 3;

    // How the commits of four devices fall together is chance.
    private const int Rounds = 9;

    private static readonly string[] Triggers = ["Online", "Offline", "Datastream", "Event"];
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Devices_are_acknowledged_as_fast_with_dead_receivers_as_without()
    {
        using var hole = new TcpListener(IPAddress.Loopback, 0);
        hole.Start();
        await using var plain = await Counters.StartAsync();
        await using var telling = await Counters.StartAsync();
        for (var number = 0; number < DeadReceivers; number++)
            await WebhookReceiver.MakeAsync(
                telling.Api,
                $"http://127.0.0.1:{((IPEndPoint)hole.LocalEndpoint).Port}/",
                Triggers,
                Cancellation
            );

        // By turns, so that what else the machine does meets both; the first round is for compiling.
        var ratios = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var (without, with) = (await plain.MeasureAsync(), await telling.MeasureAsync());
            output.WriteLine($"{without.TotalMilliseconds:0} ms without, {with.TotalMilliseconds:0} ms with");
            if (round > 0)
                ratios.Add(with / without);
        }

        ratios.Order().ElementAt(Rounds / 2).ShouldBeLessThan(SlowerMax);
        var webhooks = await telling.Api.GetAsync("api/v1/webhooks", Cancellation);
        webhooks["items"]!
            .AsArray()
            .ShouldAllBe(webhook => webhook!["health"]!["waiting"]!.GetValue<int>() > 0, "they were to be told");
    }

    /// <summary>A cloud and the devices that count in it.</summary>
    private sealed class Counters(Scratch scratch, CloudProcess cloud, RestClient api, IReadOnlyList<string> tokens)
        : IAsyncDisposable
    {
        public RestClient Api => api;

        public static async Task<Counters> StartAsync()
        {
            var scratch = new Scratch();
            var cloud = await CloudProcess.StartAsync(
                scratch.Path,
                Cancellation,
                more: ["--flood-limit", "off", "--private-webhooks"]
            );
            var api = await RestClient.SignInAsync(cloud, Cancellation);
            var template = await api.CreateTemplateAsync("Counter", Cancellation);
            var tokens = new List<string>();
            for (var number = 0; number < Devices; number++)
                tokens.Add((await api.CreateDeviceAsync(template, $"Counter {number}", Cancellation)).Token);
            return new Counters(scratch, cloud, api, tokens);
        }

        /// <summary>How long all its devices need until everything they sent is acknowledged.</summary>
        public async Task<TimeSpan> MeasureAsync()
        {
            var started = TimeProvider.System.GetTimestamp();
            await Task.WhenAll(tokens.Select(token => PublishAsync(cloud.Port, token)));
            return TimeProvider.System.GetElapsedTime(started);
        }

        public async ValueTask DisposeAsync()
        {
            api.Dispose();
            await cloud.DisposeAsync();
            scratch.Dispose();
        }
    }

    private static async Task PublishAsync(int port, string token)
    {
        await using var device = await MqttClient.ConnectAsync(port);
        (await device.LogInAsync(token)).Reason.ShouldBe(ReasonCode.Success);
        for (var batch = 0; batch < Batches; batch++)
        {
            await device.SendAsync(packets =>
            {
                for (ushort id = 1; id <= Together; id++)
                    PublishPacket.Write(
                        packets,
                        MqttVersion.V311,
                        "ds/Temperature",
                        $"{batch % 100}.{id}",
                        QualityOfService.AtLeastOnce,
                        id
                    );
            });
            for (ushort id = 1; id <= Together; id++)
                await device.ReadAckAsync(PacketType.PubAck, id);
        }
    }
}
