using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Traffic;
using Firstlight.Protocol.Mqtt;

namespace Firstlight.Gateway.Mqtt;

/// <summary>
/// What is said to one device: on its own connection, or behind a prefix on one that it shares. The prefix holds the device's token,
/// so topics with it are shown to nobody.
/// </summary>
internal sealed class MqttVoice(MqttLink link, string prefix, TrafficTap tap)
{
    private Task _pinged = Task.CompletedTask;

    /// <summary>What the device wants to hear, without the prefix.</summary>
    public Subscriptions Subscriptions { get; } = new(isWhole: prefix.Length > 0);

    /// <summary>Shows what is said here to whoever watches the device.</summary>
    public TrafficTap Tap => tap;

    /// <summary>The device's session, whose template has the names of the datastreams.</summary>
    public IDeviceSession? Session { get; set; }

    private bool IsOwnConnection => prefix.Length == 0;

    /// <summary>The device said who it is, or has nothing to say: commands may go out.</summary>
    public void Open()
    {
        if (IsOwnConnection)
            link.Open();
    }

    /// <summary>The device named its buffer. What a shared connection takes is not for one device to say.</summary>
    public void TakeReceiveBuffer(int bytes)
    {
        if (IsOwnConnection)
            link.TakeReceiveBuffer(bytes);
    }

    /// <summary>Text for the developer; comes without a subscription.</summary>
    public ValueTask<bool> DiagnoseAsync(string text, CancellationToken cancellation) =>
        SendAsync(Topics.Diagnosis, text, QualityOfService.AtMostOnce, id: 0, cancellation);

    /// <summary>An answer to the device's own question, to a topic it asked for. Never waits for its acknowledgements, which are read by whoever calls this.</summary>
    public async ValueTask<bool> TellAsync(string topic, string payload, CancellationToken cancellation)
    {
        if (!Subscriptions.TryFind(topic, out var qos))
            return false;
        var id = qos is QualityOfService.AtMostOnce ? (ushort)0 : link.MessagesInFlight.TryEnter();
        return await SendAsync(topic, payload, QoSOf(id), id, cancellation);
    }

    /// <summary>Puts a command into words and sends it. False when the device did not ask for it or is gone.</summary>
    public async ValueTask<bool> DeliverAsync(DeviceCommand command, CancellationToken cancellation)
    {
        if (command is DeviceCommand.Update update)
            return await SendUpdateAsync(update, cancellation);
        if (
            Session is not { } session
            || await Topics.OfAsync(session, command, cancellation) is not var (topic, payload)
        )
            return false;
        if (!Subscriptions.TryFind(topic, out var qos))
            return false;
        try
        {
            var id =
                qos is QualityOfService.AtMostOnce ? (ushort)0 : await link.MessagesInFlight.EnterAsync(link.WireEnded);
            return await SendAsync(topic, payload, QoSOf(id), id, cancellation);
        }
        catch (OperationCanceledException) when (link.WireEnded.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>
    /// A ping has QoS 1 even when only 0 was granted: its acknowledgement is the answer. One that was not answered yet is not
    /// followed by another, which would be answered no sooner.
    /// </summary>
    public async ValueTask<bool> PingAsync(CancellationToken cancellation)
    {
        if (!Subscriptions.TryFind(Topics.Ping, out _))
            return false;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, link.WireEnded);
        if (Volatile.Read(ref _pinged) is { IsCompleted: false } underWay)
        {
            await underWay.WaitAsync(either.Token);
            return true;
        }

        var id = await link.MessagesInFlight.EnterAsync(either.Token);
        var answered = link.MessagesInFlight.WhenLeft(id);
        Volatile.Write(ref _pinged, answered);
        if (!await SendAsync(Topics.Ping, "", QualityOfService.AtLeastOnce, id, cancellation))
            return false;
        await answered.WaitAsync(either.Token);
        return true;
    }

    /// <summary>Comes without a subscription.</summary>
    private async ValueTask<bool> SendUpdateAsync(DeviceCommand.Update update, CancellationToken cancellation) =>
        link.AddressOf(update) is { } address
        && await SendAsync(
            Topics.Update,
            UpdateNotice.Of(update.File, address),
            QualityOfService.AtMostOnce,
            id: 0,
            cancellation
        );

    private static QualityOfService QoSOf(ushort id) =>
        id == 0 ? QualityOfService.AtMostOnce : QualityOfService.AtLeastOnce;

    private async ValueTask<bool> SendAsync(
        string topic,
        string payload,
        QualityOfService qos,
        ushort id,
        CancellationToken cancellation
    )
    {
        if (!link.Fits(prefix + topic, payload, qos))
            Session?.NoteFault(Complaints.TooLarge(topic, link.ReceiveBytesMax));
        var sent = await link.PublishAsync(prefix + topic, payload, qos, id, cancellation);
        if (sent && tap.IsWatched)
            tap.Note(TrafficDirection.ToDevice, "publish", MessageWords.Of(topic, payload));
        return sent;
    }
}
