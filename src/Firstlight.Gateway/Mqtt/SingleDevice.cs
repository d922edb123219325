using System.Buffers;
using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>A device on a connection of its own.</summary>
internal sealed class SingleDevice : MqttPeer
{
    private readonly MqttDevice _device;
    private readonly MessageFlood _flood;

    public SingleDevice(LinkServices services, MqttLink link, IDeviceSession session, ConnectPacket connect)
        : base(services, link, connect)
    {
        link.Voice.Session = session;
        _device = new MqttDevice(session, link.Voice, KeepAlive, services.Time);
        _flood = new MessageFlood(services, services.Flood);
    }

    public override MessageFlood FloodOf(string topic) => _flood;

    public override async ValueTask FloodedAsync(string topic, FloodVerdict verdict, CancellationToken cancellation)
    {
        if (verdict is FloodVerdict.DropAndTell)
            await _device.TellFloodAsync(Services.Options.FloodLimit, cancellation);
        if (verdict is not FloodVerdict.Close)
            return;
        Log.Flooded(Services.Logger, _device.Session.Device, Link.Remote);
        End(Ending.Flooded);
    }

    public override async ValueTask<Taken> TakeAsync(
        string topic,
        ReadOnlySequence<byte> payload,
        CancellationToken cancellation
    )
    {
        var taken = await _device.TakeAsync(topic, payload, cancellation);
        if (taken.End is not null)
            End(taken.End);
        return taken;
    }

    public override ValueTask<ReasonCode> SubscribeAsync(SubscriptionWish wish, CancellationToken cancellation) =>
        ValueTask.FromResult(_device.Voice.Subscriptions.Add(wish));

    public override ValueTask<bool> UnsubscribeAsync(string filter) =>
        ValueTask.FromResult(_device.Voice.Subscriptions.Remove(filter));

    public override ValueTask SavedAsync(CancellationToken cancellation) => _device.Session.SavedAsync(cancellation);

    public override ValueTask<bool> GoOnWithoutInfoAsync(CancellationToken cancellation) =>
        _device.GoOnWithoutInfoAsync(cancellation);

    /// <summary>The session is the connection's own, and given back by it.</summary>
    public override ValueTask GiveBackAsync() => ValueTask.CompletedTask;
}
