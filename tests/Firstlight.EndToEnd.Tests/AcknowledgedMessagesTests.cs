using System.Collections.Concurrent;
using System.Net.Sockets;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.TestKit.Mqtt;

namespace Firstlight.EndToEnd.Tests;

/// <summary>
/// Promise 3: PUBACK and PUBREC mean stored. Devices publish and count what was acknowledged while the cloud is killed at random
/// moments; afterwards all of it is in their history.
/// </summary>
public sealed class AcknowledgedMessagesTests(ITestOutputHelper output)
{
    private const int Devices = 8;
    private const int Together = 10;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_when_the_cloud_is_killed()
    {
        var kills = TestMode.Times(bounded: 4, full: 60);
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}, {kills} kills");
        var random = new Random(seed);
        using var scratch = new Scratch();
        var acknowledged = new ConcurrentDictionary<long, ConcurrentQueue<string>>();
        IReadOnlyList<(long Id, string Token)> devices = [];
        for (var round = 0; round < kills; round++)
        {
            await using var cloud = await StartAsync(scratch);
            if (devices.Count == 0)
                devices = await MakeDevicesAsync(cloud);
            var publishing = devices
                .Select(
                    (device, index) =>
                        PublishAsync(
                            cloud.Port,
                            device.Token,
                            index % 2 == 0 ? QualityOfService.AtLeastOnce : QualityOfService.ExactlyOnce,
                            round,
                            acknowledged.GetOrAdd(device.Id, _ => new ConcurrentQueue<string>())
                        )
                )
                .ToArray();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 900)), TimeProvider.System, Cancellation);
            await cloud.KillAsync();
            await Task.WhenAll(publishing);
        }

        await using var survivor = await StartAsync(scratch);
        using var api = await RestClient.SignInAsync(survivor, Cancellation);
        foreach (var (id, _) in devices)
        {
            var stored = (await api.HistoryAsync(id, 2, Cancellation)).ToHashSet(StringComparer.Ordinal);
            acknowledged[id].Where(value => !stored.Contains(value)).ShouldBeEmpty($"device {id}");
        }

        var count = acknowledged.Values.Sum(values => values.Count);
        output.WriteLine($"{count} messages acknowledged");
        count.ShouldBeGreaterThan(kills * Devices, "the test must have caught the cloud at work");
    }

    private static Task<CloudProcess> StartAsync(Scratch scratch) =>
        CloudProcess.StartAsync(scratch.Path, Cancellation, more: ["--flood-limit", "off"]);

    private static async Task<IReadOnlyList<(long Id, string Token)>> MakeDevicesAsync(CloudProcess cloud)
    {
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Counter", Cancellation);
        var devices = new List<(long, string)>();
        for (var number = 0; number < Devices; number++)
            devices.Add(await api.CreateDeviceAsync(template, $"Counter {number}", Cancellation));
        return devices;
    }

    /// <summary>Several messages in one write, then their acknowledgements; again until the cloud dies.</summary>
    private static async Task PublishAsync(
        int port,
        string token,
        QualityOfService qos,
        int round,
        ConcurrentQueue<string> acknowledged
    )
    {
        try
        {
            await using var device = await MqttClient.ConnectAsync(port);
            (await device.LogInAsync(token)).Reason.ShouldBe(ReasonCode.Success);
            var answer = qos is QualityOfService.AtLeastOnce ? PacketType.PubAck : PacketType.PubRec;
            for (var turn = 0; ; turn++)
            {
                await device.SendAsync(packets =>
                {
                    for (ushort id = 1; id <= Together; id++)
                        PublishPacket.Write(packets, MqttVersion.V311, "ds/Note", $"{round}.{turn}.{id}", qos, id);
                });
                for (ushort id = 1; id <= Together; id++)
                {
                    await device.ReadAckAsync(answer, id);
                    acknowledged.Enqueue($"{round}.{turn}.{id}");
                }

                if (qos is QualityOfService.ExactlyOnce)
                    await ReleaseAsync(device);
            }
        }
        catch (Exception lost)
            when (lost is IOException or SocketException or TimeoutException or InvalidOperationException)
        {
            // The cloud was killed under our hands: what it had not answered does not count.
        }
    }

    private static async Task ReleaseAsync(MqttClient device)
    {
        await device.SendAsync(packets =>
        {
            for (ushort id = 1; id <= Together; id++)
                new AckPacket(PacketType.PubRel, id).Write(packets, MqttVersion.V311);
        });
        for (ushort id = 1; id <= Together; id++)
            await device.ReadAckAsync(PacketType.PubComp, id);
    }
}
