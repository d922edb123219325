using Firstlight.Fleet;
using Firstlight.Gateway.Traffic;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>SUBSCRIBE and UNSUBSCRIBE: each filter is answered for itself.</summary>
internal static class SubscriptionRequests
{
    public static async ValueTask AnswerAsync(MqttDevice device, SubscribePacket subscribe)
    {
        if (subscribe.Properties.TryFind(PropertyId.SubscriptionIdentifier, out _))
        {
            device.Break(
                new(ReasonCode.SubscriptionIdentifiersNotSupported, "Subscription identifiers are not offered here.")
            );
            return;
        }

        var reasons = new List<ReasonCode>(subscribe.Wishes.Count);
        foreach (var wish in subscribe.Wishes)
            reasons.Add(device.Link.Subscriptions.Add(wish));
        if (device.Link.Tap.IsWatched)
        {
            var filters = string.Join(", ", subscribe.Wishes.Select(wish => wish.Filter));
            device.Link.Tap.Note(TrafficDirection.FromDevice, "subscribe", FrameWords.Shown(filters));
        }

        await device.Link.AnswerAsync(new SubAckPacket(PacketType.SubAck, subscribe.PacketId, reasons));
    }

    public static ValueTask AnswerAsync(MqttDevice device, UnsubscribePacket unsubscribe)
    {
        var reasons = new List<ReasonCode>(unsubscribe.Filters.Count);
        foreach (var filter in unsubscribe.Filters)
        {
            var removed = device.Link.Subscriptions.Remove(filter);
            reasons.Add(removed ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted);
        }

        return device.Link.AnswerAsync(new SubAckPacket(PacketType.UnsubAck, unsubscribe.PacketId, reasons));
    }
}
