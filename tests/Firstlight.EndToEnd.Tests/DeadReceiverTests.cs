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

    // The best of so many: how commits of four devices fall together is chance.
    private const int Rounds = 9;

    private static readonly string[] Triggers = ["Online", "Offline", "Datastream", "Event"];
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Devices_are_acknowledged_as_fast_with_dead_receivers_as_without()
    {
        using var scratch = new Scratch();
        using var hole = new TcpListener(IPAddress.Loopback, 0);
        hole.Start();
        await using var cloud = await CloudProcess.StartAsync(
            scratch.Path,
            Cancellation,
            more: ["--flood-limit", "off", "--private-webhooks"]
        );
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Counter", Cancellation);
        var tokens = new List<string>();
        for (var number = 0; number < Devices; number++)
            tokens.Add((await api.CreateDeviceAsync(template, $"Counter {number}", Cancellation)).Token);
        await MeasureAsync(cloud.Port, tokens); // warm
        var without = await BestAsync(cloud.Port, tokens);
        for (var number = 0; number < DeadReceivers; number++)
            await WebhookReceiver.MakeAsync(
                api,
                $"http://127.0.0.1:{((IPEndPoint)hole.LocalEndpoint).Port}/",
                Triggers,
                Cancellation
            );

        var with = await BestAsync(cloud.Port, tokens);

        var ratio = with / without;
        output.WriteLine($"{without.TotalMilliseconds:0} ms without, {with.TotalMilliseconds:0} ms with: {ratio:0.00}");
        ratio.ShouldBeLessThan(SlowerMax);
        var webhooks = await api.GetAsync("api/v1/webhooks", Cancellation);
        webhooks["items"]!
            .AsArray()
            .ShouldAllBe(webhook => webhook!["health"]!["waiting"]!.GetValue<int>() > 0, "they were to be told");
    }

    private static async Task<TimeSpan> BestAsync(int port, IReadOnlyList<string> tokens)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var took = await MeasureAsync(port, tokens);
            best = took < best ? took : best;
        }

        return best;
    }

    private static async Task<TimeSpan> MeasureAsync(int port, IReadOnlyList<string> tokens)
    {
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(tokens.Select(token => PublishAsync(port, token)));
        return TimeProvider.System.GetElapsedTime(started);
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
