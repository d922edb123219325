using System.Buffers;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>MQTT packets to whoever is at the other end: one device, or one that carries many.</summary>
internal sealed class MqttLink : DeviceLink
{
    /// <summary>Unacknowledged messages on the way to one device, also when it would take more.</summary>
    public const int InFlightMax = 16;

    private int _inFlightMax = InFlightMax;
    private InFlight? _inFlight;
    private bool _saidGoodbye;
    private string? _movedTo;
    private int _packetBytesMax = int.MaxValue;

    public MqttLink(LinkServices services, Wire wire)
        : base(services, wire)
    {
        ReceiveBytesMax = MqttLimits.DeviceReceiveBytesDefault;
        Voice = new MqttVoice(this, prefix: "", Tap);
    }

    /// <summary>What the device speaks; known from its CONNECT on.</summary>
    public MqttVersion Version { get; private set; } = MqttVersion.V311;

    /// <summary>False when a device of 5.0 wants no reasons in words.</summary>
    public bool WantsReasons { get; private set; } = true;

    /// <summary>True when the CONNECT was answered well.</summary>
    public bool IsLetIn { get; private set; }

    /// <summary>What is said to the one whose connection this is.</summary>
    public MqttVoice Voice { get; }

    public CancellationToken WireEnded => Wire.Ended;

    // Most devices never ask for QoS 1.
    public InFlight MessagesInFlight =>
        LazyInitializer.EnsureInitialized(ref _inFlight, () => new InFlight(_inFlightMax));

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

    /// <summary>The other end named its buffer; what its CONNECT said stays an upper bound.</summary>
    public void TakeReceiveBuffer(int bytes) => ReceiveBytesMax = Math.Min(bytes, _packetBytesMax);

    public ValueTask AnswerAsync(ConnAckPacket answer) =>
        WriteAsync(
            (Link: this, answer),
            static (output, state) =>
            {
                state.answer.Write(output, state.Link.Version);
                // In the same turn: whoever ends the link from now on has somebody to tell why.
                state.Link.IsLetIn = state.answer.Reason is ReasonCode.Success;
            },
            Wire.Ended
        );

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

    /// <summary>Where to go instead; the last message of this link, and needs no subscription.</summary>
    public async ValueTask RedirectAsync(string? webSocketPath, MovedTo place, bool tls)
    {
        var scheme = (webSocketPath is null ? "mqtt" : "ws") + (tls ? "s" : "");
        _movedTo = place.AuthorityFor(tls);
        var url = $"{scheme}://{_movedTo}{webSocketPath}";
        await PublishAsync(Topics.Redirect, url, QualityOfService.AtMostOnce, id: 0, Wire.Ended);
    }

    /// <summary>The other end acknowledged a message of ours; false when there is none with the id.</summary>
    public bool Acknowledged(ushort id) => _inFlight?.Leave(id) is true;

    /// <summary>Where this caller fetches firmware; null when nobody knows how it came here.</summary>
    public string? AddressOf(DeviceCommand.Update update) =>
        DownloadAddress.Of(Wire, Services.Options.PublicHost, update.Path);

    /// <summary>True when the other end takes a message of this size.</summary>
    public bool Fits(string topic, string payload, QualityOfService qos) =>
        PublishPacket.Bytes(Version, topic, payload, qos) <= ReceiveBytesMax;

    /// <summary>Sends a message. False when it does not fit or the other end is gone; its id is free again then.</summary>
    public async ValueTask<bool> PublishAsync(
        string topic,
        string payload,
        QualityOfService qos,
        ushort id,
        CancellationToken cancellation
    )
    {
        var sent = false;
        if (!Fits(topic, payload, qos))
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
        return sent;
    }

    public override ValueTask<bool> PingAsync(CancellationToken cancellation) => Voice.PingAsync(cancellation);

    protected override ValueTask<bool> DeliverAsync(DeviceCommand command, CancellationToken cancellation) =>
        Voice.DeliverAsync(command, cancellation);

    protected override bool WriteGoodbye(IBufferWriter<byte> output, Ending ending)
    {
        // Nothing may follow a DISCONNECT, not even the one of a caller whose time to leave is over.
        if (_saidGoodbye || Version is not MqttVersion.V5)
            return false;
        if (_movedTo is { } server)
            Say(ReasonCode.ServerMoved, Property.Of(PropertyId.ServerReference, server));
        else if (IsLetIn && ending.Reason >= ReasonCode.UnspecifiedError)
            Say(ending.Reason, Property.Of(PropertyId.ReasonString, ending.Words));
        return _saidGoodbye;

        void Say(ReasonCode reason, Property property)
        {
            _saidGoodbye = true;
            new DisconnectPacket(PacketType.Disconnect, reason, Properties.Of(property)).Write(output, Version);
        }
    }
}
