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
    private readonly Inbox _inbox;
    private WillMessage? _will;
    private int _informed;

    /// <param name="connect">Read here and not kept: it holds the token.</param>
    public MqttDevice(LinkServices services, MqttLink link, IDeviceSession session, ConnectPacket connect)
    {
        _services = services;
        _will = connect.Will;
        Link = link;
        Session = session;
        Acknowledgements = new Acknowledgements(link, session);
        _inbox = new Inbox(this, services);
        KeepAlive = connect.KeepAliveSeconds > 0 ? TimeSpan.FromSeconds(connect.KeepAliveSeconds) : null;
        IdleTicks = services.IdleTicks(KeepAlive);
    }

    public MqttLink Link { get; }

    public IDeviceSession Session { get; }

    public Acknowledgements Acknowledgements { get; }

    public TimeProvider Time => _services.Time;

    /// <summary>How long the device may be silent, in timestamp ticks.</summary>
    public long IdleTicks { get; }

    /// <summary>The interval between life signs that it named.</summary>
    public TimeSpan? KeepAlive { get; }

    /// <summary>Why the link cannot go on; null while it can.</summary>
    public Ending? Verdict { get; private set; }

    /// <summary>True when it is the device's fault.</summary>
    public bool BrokeTheProtocol { get; private set; }

    public void Break(MqttViolation violation)
    {
        BrokeTheProtocol = true;
        Verdict = Ending.Of(violation);
    }

    /// <summary>The link is ended when what has arrived is answered.</summary>
    public void End(Ending ending) => Verdict ??= ending;

    /// <summary>Handles one packet. Whether the link goes on says <see cref="Verdict"/>.</summary>
    public async ValueTask HandleAsync(Packet packet, CancellationToken cancellation)
    {
        switch (packet.Type)
        {
            case PacketType.Publish:
                if (PublishPacket.TryRead(packet, Link.Version, out var publish, out var wrongPublish))
                    await _inbox.TakeAsync(publish, cancellation);
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
                    await AnswerAsync(subscribe!, cancellation);
                else
                    Break(wrongSubscribe);
                break;
            case PacketType.Unsubscribe:
                if (UnsubscribePacket.TryRead(packet, Link.Version, out var unsubscribe, out var wrongUnsubscribe))
                    await AnswerAsync(unsubscribe!, cancellation);
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

    /// <summary>Takes over what the device said about itself.</summary>
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

    private async ValueTask AnswerAsync(SubscribePacket subscribe, CancellationToken cancellation)
    {
        if (await _inbox.PassesAsync(QualityOfService.AtLeastOnce, cancellation))
            await SubscriptionRequests.AnswerAsync(this, subscribe);
    }

    private async ValueTask AnswerAsync(UnsubscribePacket unsubscribe, CancellationToken cancellation)
    {
        if (await _inbox.PassesAsync(QualityOfService.AtLeastOnce, cancellation))
            await SubscriptionRequests.AnswerAsync(this, unsubscribe);
    }

    private void Take(AckPacket ack)
    {
        if (ack.Type is PacketType.PubRel)
            Acknowledgements.Release(ack.PacketId);
        else if (ack.Type is not PacketType.PubAck || !Link.Acknowledged(ack.PacketId))
            Break(new MqttViolation(ReasonCode.ProtocolError, $"A {ack.Type} for a message that was never sent."));
    }

    private void Leave(DisconnectPacket disconnect)
    {
        if (disconnect.Reason is not ReasonCode.DisconnectWithWill)
            _will = null;
        Verdict = Ending.Closed;
    }
}
