using System.Buffers;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Mqtt.Uplinks;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>A device that has logged in: which packet of it does what.</summary>
/// <remarks>Answers follow <c>docs/protocols/mqtt.md</c>; what the original cloud does not publish is listed there as a decision.</remarks>
internal sealed class MqttDevice
{
    private readonly LinkServices _services;
    private readonly ConnectPacket _connect;
    private WillMessage? _will;
    private FloodGate _flood;
    private int _informed;

    public MqttDevice(LinkServices services, MqttLink link, IDeviceSession session, ConnectPacket connect)
    {
        _services = services;
        _connect = connect;
        _will = connect.Will;
        Link = link;
        Session = session;
        Acknowledgements = new Acknowledgements(link, session);
        IdleTicks = services.IdleTicks(KeepAlive);
        var options = services.Options;
        _flood = new FloodGate(
            options.FloodLimit ?? 0,
            options.FloodBurst,
            options.FloodPatience,
            services.Time.TimestampFrequency
        );
    }

    public MqttLink Link { get; }

    public IDeviceSession Session { get; }

    public Acknowledgements Acknowledgements { get; }

    public TimeProvider Time => _services.Time;

    /// <summary>How long the device may be silent, in timestamp ticks.</summary>
    public long IdleTicks { get; }

    /// <summary>The interval between life signs that it named.</summary>
    public TimeSpan? KeepAlive =>
        _connect.KeepAliveSeconds > 0 ? TimeSpan.FromSeconds(_connect.KeepAliveSeconds) : null;

    /// <summary>Why the link cannot go on; null while it can.</summary>
    public Ending? Verdict { get; private set; }

    /// <summary>True when it is the device's fault.</summary>
    public bool BrokeTheProtocol { get; private set; }

    public void Break(MqttViolation violation)
    {
        BrokeTheProtocol = true;
        Verdict = Ending.Of(violation);
    }

    /// <summary>Handles one packet. Whether the link goes on says <see cref="Verdict"/>.</summary>
    public async ValueTask HandleAsync(Packet packet, CancellationToken cancellation)
    {
        switch (packet.Type)
        {
            case PacketType.Publish:
                if (PublishPacket.TryRead(packet, Link.Version, out var publish, out var wrongPublish))
                    await TakeAsync(publish, cancellation);
                else
                    Break(wrongPublish);
                break;
            case PacketType.PubAck or PacketType.PubRel or PacketType.PubRec or PacketType.PubComp:
                if (AckPacket.TryRead(packet, Link.Version, out var ack, out var wrongAck))
                    Take(ack);
                else
                    Break(wrongAck);
                break;
            case PacketType.Subscribe:
                if (SubscribePacket.TryRead(packet, Link.Version, out var subscribe, out var wrongSubscribe))
                    await SubscribeAsync(subscribe!, cancellation);
                else
                    Break(wrongSubscribe);
                break;
            case PacketType.Unsubscribe:
                if (UnsubscribePacket.TryRead(packet, Link.Version, out var unsubscribe, out var wrongUnsubscribe))
                    await UnsubscribeAsync(unsubscribe!);
                else
                    Break(wrongUnsubscribe);
                break;
            case PacketType.PingReq:
                if (PingPackets.Check(packet) is { } wrongPing)
                    Break(wrongPing);
                else
                    await Link.AnswerPingAsync();
                break;
            case PacketType.Disconnect:
                if (DisconnectPacket.TryRead(packet, Link.Version, out var disconnect, out var wrongDisconnect))
                    Leave(disconnect);
                else
                    Break(wrongDisconnect);
                break;
            default:
                Break(new MqttViolation(ReasonCode.ProtocolError, $"A {packet.Type} is not due from a device here."));
                break;
        }
    }

    /// <summary>Takes over what the device said about itself; false when it may not stay.</summary>
    public async ValueTask<ReportResult> ReportAsync(HardwareReport report, CancellationToken cancellation)
    {
        Interlocked.Exchange(ref _informed, 1);
        var result = await Session.ReportAsync(report with { Heartbeat = KeepAlive }, cancellation);
        if (report.ReceiveBytesMax is { } bytes)
            Link.TakeReceiveBuffer(bytes);
        return result;
    }

    /// <summary>
    /// The device said nothing about itself. If it is still to be activated, its session may know the template anyway.
    /// False when it may not stay.
    /// </summary>
    public async ValueTask<bool> GoOnWithoutInfoAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _informed, 1) == 1)
            return true;
        if (await Session.FindTemplateAsync(cancellation) is not null)
            return true;
        var report = new HardwareReport { Heartbeat = KeepAlive };
        return await Session.ReportAsync(report, cancellation) is ReportResult.Ready or ReportResult.TemplateMissing;
    }

    /// <summary>The link was lost: what the device wanted said then is taken like any other message of it.</summary>
    public async ValueTask PublishWillAsync()
    {
        if (_will is not { } will)
            return;
        using var patience = new CancellationTokenSource(_services.Options.SendTimeout, Time);
        await UplinkRoutes.TakeAsync(this, will.Topic, new ReadOnlySequence<byte>(will.Payload), patience.Token);
    }

    private async ValueTask TakeAsync(PublishPacket publish, CancellationToken cancellation)
    {
        if (publish.Properties.TryFind(PropertyId.TopicAlias, out _))
        {
            Break(new MqttViolation(ReasonCode.TopicAliasInvalid, "Topic aliases are not offered here."));
            return;
        }

        if (Acknowledgements.WasTaken(publish))
        {
            Acknowledgements.Owe(publish, ReasonCode.Success, why: null);
            return;
        }

        if (!Acknowledgements.HasRoomFor(publish))
        {
            Break(new MqttViolation(ReasonCode.ReceiveMaximumExceeded, "Too many messages of QoS 2 are under way."));
            return;
        }

        var topic = MqttText.Decode(publish.Topic);
        if (!await PassesAsync(publish.QoS, cancellation))
            return;
        if (Link.Tap.IsWatched)
            Link.Tap.Note(TrafficDirection.FromDevice, "publish", MessageWords.Of(topic, publish.Payload));
        var taken = await UplinkRoutes.TakeAsync(this, topic, publish.Payload, cancellation);
        if (taken.Why is not null)
            await Link.DiagnoseAsync($"{topic}: {taken.Why}", cancellation);
        Acknowledgements.Owe(publish, taken.Reason, taken.Why);
        Verdict ??= taken.End;
        if (Acknowledgements.AreMany)
            await Acknowledgements.SettleAsync(cancellation);
    }

    /// <summary>
    /// The flood limit. What nobody waits for is dropped, and who goes on for too long is cut off; what is to be acknowledged is
    /// taken later, so that nothing acknowledged is lost and nothing unacknowledged hangs.
    /// </summary>
    private async ValueTask<bool> PassesAsync(QualityOfService qos, CancellationToken cancellation)
    {
        if (_services.Options.FloodLimit is not { } perSecond)
            return true;
        while (true)
        {
            var verdict = _flood.Take(Time.GetTimestamp());
            if (verdict is FloodVerdict.Pass)
                return true;
            _services.Metrics.Violated("flood");
            if (qos > QualityOfService.AtMostOnce)
            {
                await Acknowledgements.SettleAsync(cancellation);
                await Task.Delay(TimeSpan.FromSeconds(1.0 / perSecond), Time, cancellation);
                continue;
            }

            if (verdict is FloodVerdict.DropAndTell)
                await Link.DiagnoseAsync($"More than {perSecond} messages a second: some were dropped.", cancellation);
            if (verdict is FloodVerdict.Close)
            {
                Log.Flooded(_services.Logger, Session.Device, Link.Remote);
                Verdict = Ending.Flooded;
            }

            return false;
        }
    }

    private void Take(AckPacket ack)
    {
        if (ack.Type is PacketType.PubRel)
            Acknowledgements.Release(ack.PacketId);
        else if (ack.Type is not PacketType.PubAck || !Link.Acknowledged(ack.PacketId))
            Break(new MqttViolation(ReasonCode.ProtocolError, $"A {ack.Type} for a message that was never sent."));
    }

    private async ValueTask SubscribeAsync(SubscribePacket subscribe, CancellationToken cancellation)
    {
        if (!await PassesAsync(QualityOfService.AtLeastOnce, cancellation))
            return;
        if (subscribe.Properties.TryFind(PropertyId.SubscriptionIdentifier, out _))
        {
            Break(
                new MqttViolation(
                    ReasonCode.SubscriptionIdentifiersNotSupported,
                    "Subscription identifiers are not offered here."
                )
            );
            return;
        }

        var reasons = new List<ReasonCode>(subscribe.Wishes.Count);
        foreach (var wish in subscribe.Wishes)
            reasons.Add(Link.Subscriptions.Add(wish));
        if (Link.Tap.IsWatched)
            Link.Tap.Note(
                TrafficDirection.FromDevice,
                "subscribe",
                Traffic.FrameWords.Shown(string.Join(", ", subscribe.Wishes.Select(wish => wish.Filter)))
            );
        await Link.AnswerAsync(new SubAckPacket(PacketType.SubAck, subscribe.PacketId, reasons));
    }

    private ValueTask UnsubscribeAsync(UnsubscribePacket unsubscribe)
    {
        var reasons = new List<ReasonCode>(unsubscribe.Filters.Count);
        foreach (var filter in unsubscribe.Filters)
        {
            var removed = Link.Subscriptions.Remove(filter);
            reasons.Add(removed ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted);
        }

        return Link.AnswerAsync(new SubAckPacket(PacketType.UnsubAck, unsubscribe.PacketId, reasons));
    }

    private void Leave(DisconnectPacket disconnect)
    {
        if (disconnect.Reason is not ReasonCode.DisconnectWithWill)
            _will = null;
        Verdict = Ending.Closed;
    }
}
