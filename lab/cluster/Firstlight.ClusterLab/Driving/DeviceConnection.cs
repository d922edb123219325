using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Firstlight.ClusterLab.Logs;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.TestKit.Mqtt;

namespace Firstlight.ClusterLab.Driving;

/// <summary>One connection of a device by MQTT: says values, each once and under a name of its own, and writes down what it hears.</summary>
internal sealed class DeviceConnection : IAsyncDisposable
{
    /// <summary>How long it waits for an answer before it takes its link for dead.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private const string Orders = $"downlink/ds/{People.OrderName}";

    private readonly ConcurrentDictionary<ushort, TaskCompletionSource> _waiting = new();
    private readonly MqttClient _client;
    private readonly int _number;
    private readonly ClientLog _log;

    private DeviceConnection(MqttClient client, int number, ClientLog log) =>
        (_client, _number, _log) = (client, number, log);

    /// <summary>Connects and logs in; null when that did not work, which the log says.</summary>
    public static async Task<DeviceConnection?> TryOpenAsync(
        IPEndPoint cloud,
        string token,
        int number,
        ClientLog log,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        log.Write("open", number);
        try
        {
            await socket.ConnectAsync(cloud, limit.Token);
            var client = new MqttClient(new NetworkStream(socket, ownsSocket: true), MqttVersion.V311);
            var answer = await client.LogInAsync(token).WaitAsync(limit.Token);
            if (answer.Reason is ReasonCode.Success)
            {
                log.Write("login", number);
                return new DeviceConnection(client, number, log);
            }

            log.Write("refused", number, answer.Reason);
        }
        catch (Exception lost) when (IsLoss(lost) && !cancellation.IsCancellationRequested)
        {
            log.Write("failed", number, lost.GetType().Name);
        }

        socket.Dispose();
        return null;
    }

    /// <summary>Goes on until the link ends, is silent for too long, or <paramref name="cancellation"/>.</summary>
    public async Task LiveAsync(Func<string> nextValue, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var hearing = HearAsync(over.Token);
        try
        {
            await _client.SendAsync(output =>
                new SubscribePacket(1, [new SubscriptionWish(Orders, QualityOfService.AtMostOnce)]).Write(
                    output,
                    MqttVersion.V311
                )
            );
            await SayAsync(nextValue, hearing, over.Token);
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            // The log says what was acknowledged; how a link ends does not count.
        }

        _log.Write("closed", _number);
        await over.CancelAsync();
        await DisposeAsync();
        await hearing;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private async Task SayAsync(Func<string> nextValue, Task hearing, CancellationToken cancellation)
    {
        for (ushort id = 2; !hearing.IsCompleted; id = id == ushort.MaxValue ? (ushort)2 : (ushort)(id + 1))
        {
            var (value, packet) = (nextValue(), id);
            var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[packet] = answered;
            _log.Write("send", _number, value);
            await _client.SendAsync(output =>
                PublishPacket.Write(
                    output,
                    MqttVersion.V311,
                    $"ds/{People.ValueName}",
                    value,
                    QualityOfService.AtLeastOnce,
                    packet
                )
            );
            await Task.WhenAny(answered.Task, hearing).WaitAsync(Patience, TimeProvider.System, cancellation);
            if (!answered.Task.IsCompleted)
                return;
            _log.Write("ack", _number, value);
            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }

    private async Task HearAsync(CancellationToken cancellation)
    {
        try
        {
            while (await _client.TryReadAsync().WaitAsync(cancellation) is { } packet)
                Take(packet);
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            // As above.
        }
    }

    private void Take(in Packet packet)
    {
        if (packet.Type is PacketType.SubAck)
            _log.Write("ready", _number);
        else if (AckPacket.TryRead(packet, MqttVersion.V311, out var ack, out _) && packet.Type is PacketType.PubAck)
            Answered(ack.PacketId);
        else if (
            packet.Type is PacketType.Publish
            && PublishPacket.TryRead(packet, MqttVersion.V311, out var publish, out _)
            && MqttText.Decode(publish.Topic) == Orders
        )
            _log.Write("got", _number, MqttText.Decode(publish.Payload));
    }

    private void Answered(ushort id)
    {
        if (_waiting.TryRemove(id, out var waiting))
            waiting.SetResult();
    }

    private static bool IsLoss(Exception fault) =>
        fault
            is IOException
                or SocketException
                or TimeoutException
                or OperationCanceledException
                or ObjectDisposedException
                or InvalidOperationException;
}
