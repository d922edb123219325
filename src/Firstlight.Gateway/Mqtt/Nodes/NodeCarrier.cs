using System.Buffers;
using Firstlight.Core;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt.Nodes;

/// <summary>A gateway: one connection that speaks for many devices, on topics that begin with <c>dev/TOKEN/</c> (docs/decisions/0034).</summary>
internal sealed class NodeCarrier : MqttPeer
{
    private readonly ProgramLogin.Accepted _login;
    private readonly NodeBook _book;
    private readonly MessageFlood _newcomers;
    private readonly HashSet<Node> _unsaved = [];
    private long _checkDue;

    public NodeCarrier(LinkServices services, MqttLink link, ProgramLogin.Accepted login, ConnectPacket connect)
        : base(services, link, connect)
    {
        _login = login;
        _book = new NodeBook(services, link, login.Organisation, KeepAlive);
        // All of them may come at once.
        var burst = Math.Max(services.Options.FloodBurst, services.Options.NodesPerConnectionMax);
        _newcomers = new MessageFlood(services, FloodRule.Of(services.Options, services.Time, burst));
        _checkDue = services.After(services.Options.ProgramCheckInterval);
        link.TakeReceiveBuffer(services.Options.MqttMessageBytesMax);
    }

    public override async ValueTask HandleAsync(Packet packet, CancellationToken cancellation)
    {
        if (!await MayGoOnAsync(cancellation))
            return;
        if (packet.Type is PacketType.PingReq)
            await KeepAliveAsync();
        await base.HandleAsync(packet, cancellation);
    }

    public override MessageFlood FloodOf(string topic) => Find(topic)?.Flood ?? _newcomers;

    public override async ValueTask FloodedAsync(string topic, FloodVerdict verdict, CancellationToken cancellation)
    {
        // The others have done nothing: what is too much is dropped, and the connection stays.
        if (verdict is FloodVerdict.DropAndTell && Find(topic) is { } node)
            await node.Device.TellFloodAsync(Services.Options.FloodLimit, cancellation);
    }

    public override async ValueTask<Taken> TakeAsync(
        string topic,
        ReadOnlySequence<byte> payload,
        CancellationToken cancellation
    )
    {
        if (!NodeTopic.TryRead(topic, out var token, out var rest))
            return await RefuseAsync(
                Link.Voice,
                Taken.BadTopic(
                    Complaints.Bad("topic", "No device is named. Publish on dev/TOKEN/…, with the device's AuthToken.")
                ),
                cancellation
            );
        var (node, refusal) = await _book.EnterAsync(token, cancellation);
        if (node is null)
            return await RefuseAsync(new MqttVoice(Link, NodeTopic.Prefix(token), Link.Tap), refusal, cancellation);
        node.Device.Session.Touch();
        _unsaved.Add(node);
        // One that says something else first has nothing to say about itself.
        var taken =
            rest == "info/mcu" || await node.Device.GoOnWithoutInfoAsync(cancellation)
                ? await node.Device.TakeAsync(rest, payload, cancellation)
                : Taken.NotActivated with
                {
                    End = Ending.NotProvisioned,
                };
        if (taken.End is not { } end)
            return taken;
        await LetGoAsync(token, node, end.Words, cancellation);
        return taken with { End = null };
    }

    public override async ValueTask<ReasonCode> SubscribeAsync(SubscriptionWish wish, CancellationToken cancellation)
    {
        if (!TopicRules.IsFilter(wish.Filter))
            return ReasonCode.TopicFilterInvalid;
        if (TopicRules.IsShared(wish.Filter))
            return ReasonCode.SharedSubscriptionsNotSupported;
        if (wish.Filter.Contains('+', StringComparison.Ordinal))
            return ReasonCode.WildcardSubscriptionsNotSupported;
        if (!NodeTopic.TryRead(wish.Filter, out var token, out var rest))
            return ReasonCode.NotAuthorized;
        var (node, refusal) = await _book.EnterAsync(token, cancellation);
        return node?.Voice.Subscriptions.Add(wish with { Filter = rest }) ?? refusal.Reason;
    }

    /// <summary>With its last subscription a device leaves.</summary>
    public override async ValueTask<bool> UnsubscribeAsync(string filter)
    {
        if (!NodeTopic.TryRead(filter, out var token, out var rest) || _book.Find(token) is not { } node)
            return false;
        if (!node.Voice.Subscriptions.Remove(rest))
            return false;
        if (node.Voice.Subscriptions.AreNone)
            await LetGoAsync(token, node, "its gateway unsubscribed it", Link.WireEnded);
        return true;
    }

    public override async ValueTask SavedAsync(CancellationToken cancellation)
    {
        foreach (var node in _unsaved)
            await node.Device.Session.SavedAsync(cancellation);
        _unsaved.Clear();
    }

    public override ValueTask<bool> GoOnWithoutInfoAsync(CancellationToken cancellation) => ValueTask.FromResult(true);

    public override ValueTask GiveBackAsync() => _book.RemoveAllAsync("the connection of its gateway ended");

    private Node? Find(string topic) => NodeTopic.TryRead(topic, out var token, out _) ? _book.Find(token) : null;

    /// <summary>What its last messages wrote is not on disk by its end, but before they are acknowledged.</summary>
    private async ValueTask LetGoAsync(AuthToken token, Node node, string why, CancellationToken cancellation)
    {
        if (_unsaved.Remove(node))
            await node.Device.Session.SavedAsync(cancellation);
        await _book.RemoveAsync(token, why);
    }

    private static async ValueTask<Taken> RefuseAsync(MqttVoice voice, Taken refusal, CancellationToken cancellation)
    {
        await voice.DiagnoseAsync(refusal.Why!, cancellation);
        return refusal;
    }

    /// <summary>The gateway lives, and with it all that is behind it.</summary>
    private async ValueTask KeepAliveAsync()
    {
        await _book.RemoveGoneAsync();
        foreach (var node in _book.Nodes)
            node.Device.Session.Touch();
    }

    private async ValueTask<bool> MayGoOnAsync(CancellationToken cancellation)
    {
        if (Services.Time.GetTimestamp() < _checkDue)
            return true;
        _checkDue = Services.After(Services.Options.ProgramCheckInterval);
        if (await Services.Programs.MayGoOnAsync(_login, cancellation))
            return true;
        End(Ending.LoginRevoked);
        return false;
    }
}
