using System.Buffers;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Traffic;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>MQTT packets to one device.</summary>
internal sealed class MqttLink : DeviceLink
{
    /// <summary>Unacknowledged messages on the way to one device, also when it would take more.</summary>
    public const int InFlightMax = 16;

    private int _inFlightMax = InFlightMax;
    private InFlight? _inFlight;
    private bool _saidGoodbye;
    private int _packetBytesMax = int.MaxValue;

    public MqttLink(LinkServices services, Wire wire)
        : base(services, wire) => ReceiveBytesMax = MqttLimits.DeviceReceiveBytesDefault;

    /// <summary>What the device speaks; known from its CONNECT on.</summary>
    public MqttVersion Version { get; private set; } = MqttVersion.V311;

    /// <summary>False when a device of 5.0 wants no reasons in words.</summary>
    public bool WantsReasons { get; private set; } = true;

    /// <summary>The device's session, whose template has the names of the datastreams.</summary>
    public IDeviceSession? Session { get; set; }

    public Subscriptions Subscriptions { get; } = new();

    // Most devices never ask for QoS 1.
    private InFlight MessagesInFlight =>
        LazyInitializer.EnsureInitialized(ref _inFlight, () => new InFlight(_inFlightMax));

    private bool IsLetIn => Session is not null;

    /// <summary>Takes over what the CONNECT says about the link.</summary>
    public void Speak(ConnectPacket connect)
    {
        Version = connect.Version;
        WantsReasons = connect.Properties.NumberOr(PropertyId.RequestProblemInformation, 1) == 1;
        if (connect.Properties.TryFind(PropertyId.MaximumPacketSize, out var size))
            ReceiveBytesMax = _packetBytesMax = (int)Math.Min(size.Number, int.MaxValue);
        var receive = connect.Properties.NumberOr(PropertyId.ReceiveMaximum, InFlightMax);
        _inFlightMax = (int)Math.Min(receive, InFlightMax);
    }

    /// <summary>The device named its buffer; what its CONNECT said stays an upper bound.</summary>
    public void TakeReceiveBuffer(int bytes) => ReceiveBytesMax = Math.Min(bytes, _packetBytesMax);

    public ValueTask AnswerAsync(ConnAckPacket answer) =>
        WriteAsync((answer, Version), static (output, state) => state.answer.Write(output, state.Version), Wire.Ended);

    public ValueTask AnswerAsync(SubAckPacket answer) =>
        WriteAsync((answer, Version), static (output, state) => state.answer.Write(output, state.Version), Wire.Ended);

    public ValueTask AnswerPingAsync() =>
        WriteAsync(0, static (output, _) => PingPackets.WriteResponse(output), Wire.Ended);

    /// <summary>All of them in one write.</summary>
    public ValueTask AcknowledgeAsync(List<AckPacket> acks) =>
        WriteAsync(
            (acks, Version),
            static (output, state) =>
            {
                foreach (var ack in state.acks)
                    ack.Write(output, state.Version);
            },
            Wire.Ended
        );

    /// <summary>A DISCONNECT with its reason; 3.1.1 has none from the server's side.</summary>
    public ValueTask DisconnectAsync(Ending ending) =>
        WriteAsync(
            (Link: this, ending),
            static (output, state) => state.Link.WriteGoodbye(output, state.ending),
            Wire.Ended
        );

    /// <summary>Text for the developer; comes without a subscription.</summary>
    public ValueTask<bool> DiagnoseAsync(string text, CancellationToken cancellation) =>
        SendAsync(Topics.Diagnosis, text, QualityOfService.AtMostOnce, id: 0, cancellation);

    /// <summary>An answer to the device's own question, to a topic it asked for. Never waits for its acknowledgements, which are read by whoever calls this.</summary>
    public async ValueTask<bool> TellAsync(string topic, string payload, CancellationToken cancellation)
    {
        if (!Subscriptions.TryFind(topic, out var qos))
            return false;
        var id = qos is QualityOfService.AtMostOnce ? (ushort)0 : MessagesInFlight.TryEnter();
        return await SendAsync(topic, payload, QoSOf(id), id, cancellation);
    }

    /// <summary>The device acknowledged a message of ours; false when there is none with the id.</summary>
    public bool Acknowledged(ushort id) => _inFlight?.Leave(id) is true;

    protected override async ValueTask<bool> DeliverAsync(DeviceCommand command, CancellationToken cancellation)
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
            var id = qos is QualityOfService.AtMostOnce ? (ushort)0 : await MessagesInFlight.EnterAsync(Wire.Ended);
            return await SendAsync(topic, payload, QoSOf(id), id, cancellation);
        }
        catch (OperationCanceledException) when (Wire.Ended.IsCancellationRequested)
        {
            return false;
        }
    }

    protected override bool WriteGoodbye(IBufferWriter<byte> output, Ending ending)
    {
        // Nothing may follow a DISCONNECT, not even the one of a caller whose time to leave is over.
        if (_saidGoodbye || Version is not MqttVersion.V5 || !IsLetIn || ending.Reason < ReasonCode.UnspecifiedError)
            return false;
        _saidGoodbye = true;
        var words = Properties.Of(Property.Of(PropertyId.ReasonString, ending.Words));
        new DisconnectPacket(PacketType.Disconnect, ending.Reason, words).Write(output, Version);
        return true;
    }

    /// <summary>Comes without a subscription.</summary>
    private async ValueTask<bool> SendUpdateAsync(DeviceCommand.Update update, CancellationToken cancellation) =>
        DownloadAddress.Of(Wire, Services.Options.PublicHost, update.Path) is { } address
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
        var sent = false;
        if (PublishPacket.Bytes(Version, topic, payload, qos) > ReceiveBytesMax)
            Services.Metrics.Violated("does not fit the device");
        else
            sent = await TryWriteAsync(
                (Version, topic, payload, qos, id),
                static (output, message) =>
                    PublishPacket.Write(
                        output,
                        message.Version,
                        message.topic,
                        message.payload,
                        message.qos,
                        message.id
                    ),
                cancellation
            );
        if (!sent)
            _inFlight?.Leave(id);
        else if (Tap.IsWatched)
            Tap.Note(TrafficDirection.ToDevice, "publish", MessageWords.Of(topic, payload));
        return sent;
    }
}
