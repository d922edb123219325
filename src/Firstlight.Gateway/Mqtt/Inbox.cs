using Firstlight.Gateway.Links;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>A device's messages on their way to the topics: the flood limit before, the acknowledgement behind.</summary>
internal sealed class Inbox(MqttPeer peer, LinkServices services)
{
    private Acknowledgements Acknowledgements => peer.Acknowledgements;

    public async ValueTask TakeAsync(PublishPacket publish, CancellationToken cancellation)
    {
        if (Judge(publish) is { } violation)
        {
            peer.Break(violation);
            return;
        }

        var topic = MqttText.Decode(publish.Topic);
        if (!await PassesAsync(topic, publish.QoS, cancellation))
            return;
        if (Acknowledgements.WasTaken(publish))
            Acknowledgements.Owe(publish, ReasonCode.Success, why: null);
        else if (!Acknowledgements.HasRoomFor(publish))
            peer.Break(new(ReasonCode.ReceiveMaximumExceeded, "Too many messages of QoS 2 are under way."));
        else
        {
            var taken = await peer.TakeAsync(topic, publish.Payload, cancellation);
            Acknowledgements.Owe(publish, taken.Reason, taken.Why);
        }

        if (Acknowledgements.AreMany)
            await Acknowledgements.SettleAsync(cancellation);
    }

    /// <summary>What is to be answered is taken later when there is too much of it, so that nothing unanswered hangs.</summary>
    public async ValueTask WaitTurnAsync(MessageFlood flood, CancellationToken cancellation)
    {
        while (flood.Take() is not FloodVerdict.Pass)
        {
            services.Metrics.Violated("flood");
            await Acknowledgements.SettleAsync(cancellation);
            await Task.Delay(
                TimeSpan.FromSeconds(1.0 / services.Options.FloodLimit!.Value),
                services.Time,
                cancellation
            );
        }
    }

    /// <summary>
    /// The flood limit. What nobody waits for is dropped, and who goes on for too long is cut off; what is to be acknowledged is
    /// taken later, so that nothing acknowledged is lost.
    /// </summary>
    private async ValueTask<bool> PassesAsync(string topic, QualityOfService qos, CancellationToken cancellation)
    {
        var flood = peer.FloodOf(topic);
        if (qos is not QualityOfService.AtMostOnce)
        {
            await WaitTurnAsync(flood, cancellation);
            return true;
        }

        var verdict = flood.Take();
        if (verdict is FloodVerdict.Pass)
            return true;
        services.Metrics.Violated("flood");
        await peer.FloodedAsync(topic, verdict, cancellation);
        return false;
    }

    private static MqttViolation? Judge(in PublishPacket publish)
    {
        if (publish.Properties.TryFind(PropertyId.TopicAlias, out _))
            return new MqttViolation(ReasonCode.TopicAliasInvalid, "Topic aliases are not offered here.");
        return publish.Properties.TryFind(PropertyId.SubscriptionIdentifier, out _)
            ? new MqttViolation(ReasonCode.ProtocolError, "A device publishes without a subscription identifier.")
            : null;
    }
}
