using Firstlight.Fleet;
using Firstlight.Gateway.Traffic;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>SUBSCRIBE and UNSUBSCRIBE: each filter is answered for itself.</summary>
internal static class SubscriptionRequests
{
    public static async ValueTask AnswerAsync(MqttPeer peer, SubscribePacket subscribe, CancellationToken cancellation)
    {
        if (subscribe.Properties.TryFind(PropertyId.SubscriptionIdentifier, out _))
        {
            peer.Break(
                new(ReasonCode.SubscriptionIdentifiersNotSupported, "Subscription identifiers are not offered here.")
            );
            return;
        }

        var reasons = new List<ReasonCode>(subscribe.Wishes.Count);
        foreach (var wish in subscribe.Wishes)
            reasons.Add(await peer.SubscribeAsync(wish, cancellation));
        if (peer.Link.Tap.IsWatched)
        {
            var filters = string.Join(", ", subscribe.Wishes.Select(wish => wish.Filter));
            peer.Link.Tap.Note(TrafficDirection.FromDevice, "subscribe", FrameWords.Shown(filters));
        }

        await peer.Link.AnswerAsync(new SubAckPacket(PacketType.SubAck, subscribe.PacketId, reasons));
    }

    public static async ValueTask AnswerAsync(MqttPeer peer, UnsubscribePacket unsubscribe)
    {
        var reasons = new List<ReasonCode>(unsubscribe.Filters.Count);
        foreach (var filter in unsubscribe.Filters)
        {
            var removed = await peer.UnsubscribeAsync(filter);
            reasons.Add(removed ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted);
        }

        await peer.Link.AnswerAsync(new SubAckPacket(PacketType.UnsubAck, unsubscribe.PacketId, reasons));
    }
}
