using System.Buffers;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>Who is at the other end of a connection, once let in: which packet does what.</summary>
/// <remarks>Answers follow <c>docs/protocols/mqtt.md</c>; what the original cloud does not publish is listed there as a decision.</remarks>
internal abstract class MqttPeer
{
    private readonly Inbox _inbox;
    private WillMessage? _will;

    /// <param name="connect">Read here and not kept: it holds a secret.</param>
    protected MqttPeer(LinkServices services, MqttLink link, ConnectPacket connect)
    {
        Services = services;
        _will = connect.Will;
        Link = link;
        Acknowledgements = new Acknowledgements(link, SavedAsync);
        _inbox = new Inbox(this, services);
        KeepAlive = connect.KeepAliveSeconds > 0 ? TimeSpan.FromSeconds(connect.KeepAliveSeconds) : null;
        IdleTicks = services.IdleTicks(KeepAlive);
    }

    public MqttLink Link { get; }

    public Acknowledgements Acknowledgements { get; }

    /// <summary>How long the other end may be silent, in timestamp ticks.</summary>
    public long IdleTicks { get; }

    /// <summary>Why the link cannot go on; null while it can.</summary>
    public Ending? Verdict { get; private set; }

    /// <summary>True when it is the other end's fault.</summary>
    public bool BrokeTheProtocol { get; private set; }

    protected LinkServices Services { get; }

    /// <summary>The interval between life signs that it named.</summary>
    protected TimeSpan? KeepAlive { get; }

    public void Break(MqttViolation violation)
    {
        BrokeTheProtocol = true;
        Verdict = Ending.Of(violation);
    }

    /// <summary>The link is ended when what has arrived is answered.</summary>
    public void End(Ending ending) => Verdict ??= ending;

    /// <summary>Whose flood limit this topic or filter counts for.</summary>
    public abstract MessageFlood FloodOf(string topic);

    /// <summary>A message was dropped because there are too many of them.</summary>
    public abstract ValueTask FloodedAsync(string topic, FloodVerdict verdict, CancellationToken cancellation);

    /// <summary>A message. What is wrong with it is told to the other end here.</summary>
    public abstract ValueTask<Taken> TakeAsync(
        string topic,
        ReadOnlySequence<byte> payload,
        CancellationToken cancellation
    );

    /// <summary>Something to hear, and whether it is granted.</summary>
    public abstract ValueTask<ReasonCode> SubscribeAsync(SubscriptionWish wish, CancellationToken cancellation);

    /// <summary>False when there was no such subscription.</summary>
    public abstract ValueTask<bool> UnsubscribeAsync(string filter);

    /// <summary>Ends when everything taken so far is on disk.</summary>
    public abstract ValueTask SavedAsync(CancellationToken cancellation);

    /// <summary>The other end said nothing about itself within its time. False when it may not stay.</summary>
    public abstract ValueTask<bool> GoOnWithoutInfoAsync(CancellationToken cancellation);

    /// <summary>Handles one packet. Whether the link goes on says <see cref="Verdict"/>.</summary>
    public virtual ValueTask HandleAsync(Packet packet, CancellationToken cancellation)
    {
        switch (packet.Type)
        {
            case PacketType.Publish:
                if (PublishPacket.TryRead(packet, Link.Version, out var publish, out var wrongPublish))
                    return _inbox.TakeAsync(publish, cancellation);
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
                    return AnswerAsync(subscribe!, cancellation);
                Break(wrongSubscribe);
                break;
            case PacketType.Unsubscribe:
                if (UnsubscribePacket.TryRead(packet, Link.Version, out var unsubscribe, out var wrongUnsubscribe))
                    return AnswerAsync(unsubscribe!, cancellation);
                Break(wrongUnsubscribe);
                break;
            case PacketType.PingReq:
                if (PingPackets.Check(packet) is not { } wrongPing)
                    return Link.AnswerPingAsync();
                Break(wrongPing);
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

        return ValueTask.CompletedTask;
    }

    /// <summary>The link was lost: what the other end wanted said then is taken like any other message of it.</summary>
    public async ValueTask PublishWillAsync()
    {
        if (_will is not { } will)
            return;
        using var patience = new CancellationTokenSource(Services.Options.SendTimeout, Services.Time);
        await TakeAsync(will.Topic, new ReadOnlySequence<byte>(will.Payload), patience.Token);
    }

    /// <summary>Gives back what is held of the fleet beside the connection's own session.</summary>
    public abstract ValueTask GiveBackAsync();

    private async ValueTask AnswerAsync(SubscribePacket subscribe, CancellationToken cancellation)
    {
        await _inbox.WaitTurnAsync(FloodOf(subscribe.Wishes[0].Filter), cancellation);
        await SubscriptionRequests.AnswerAsync(this, subscribe, cancellation);
    }

    private async ValueTask AnswerAsync(UnsubscribePacket unsubscribe, CancellationToken cancellation)
    {
        await _inbox.WaitTurnAsync(FloodOf(unsubscribe.Filters[0]), cancellation);
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
