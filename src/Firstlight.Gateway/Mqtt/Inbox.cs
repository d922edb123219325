using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Mqtt.Uplinks;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>A device's messages on their way to the topics: the flood limit before, the acknowledgement behind.</summary>
internal sealed class Inbox(MqttDevice device, LinkServices services)
{
    private FloodGate _flood = new(
        services.Options.FloodLimit ?? 0,
        services.Options.FloodBurst,
        services.Options.FloodPatience,
        services.Time.TimestampFrequency
    );

    private Acknowledgements Acknowledgements => device.Acknowledgements;

    public async ValueTask TakeAsync(PublishPacket publish, CancellationToken cancellation)
    {
        if (Judge(publish) is { } violation)
        {
            device.Break(violation);
            return;
        }

        if (!await PassesAsync(publish.QoS, cancellation))
            return;
        if (Acknowledgements.WasTaken(publish))
            Acknowledgements.Owe(publish, ReasonCode.Success, why: null);
        else if (!Acknowledgements.HasRoomFor(publish))
            device.Break(new(ReasonCode.ReceiveMaximumExceeded, "Too many messages of QoS 2 are under way."));
        else
            await HandOnAsync(publish, cancellation);
        if (Acknowledgements.AreMany)
            await Acknowledgements.SettleAsync(cancellation);
    }

    /// <summary>
    /// The flood limit. What nobody waits for is dropped, and who goes on for too long is cut off; what is to be acknowledged is
    /// taken later, so that nothing acknowledged is lost and nothing unacknowledged hangs.
    /// </summary>
    public async ValueTask<bool> PassesAsync(QualityOfService qos, CancellationToken cancellation)
    {
        if (services.Options.FloodLimit is not { } perSecond)
            return true;
        while (true)
        {
            var verdict = _flood.Take(services.Time.GetTimestamp());
            if (verdict is FloodVerdict.Pass)
                return true;
            services.Metrics.Violated("flood");
            if (qos is QualityOfService.AtMostOnce)
            {
                await DropAsync(verdict, perSecond, cancellation);
                return false;
            }

            await Acknowledgements.SettleAsync(cancellation);
            await Task.Delay(TimeSpan.FromSeconds(1.0 / perSecond), services.Time, cancellation);
        }
    }

    private async ValueTask DropAsync(FloodVerdict verdict, int perSecond, CancellationToken cancellation)
    {
        if (verdict is FloodVerdict.DropAndTell)
            await device.Link.DiagnoseAsync(
                $"More than {perSecond} messages a second: some were dropped.",
                cancellation
            );
        if (verdict is not FloodVerdict.Close)
            return;
        Log.Flooded(services.Logger, device.Session.Device, device.Link.Remote);
        device.End(Ending.Flooded);
    }

    private async ValueTask HandOnAsync(PublishPacket publish, CancellationToken cancellation)
    {
        var topic = MqttText.Decode(publish.Topic);
        if (device.Link.Tap.IsWatched)
            device.Link.Tap.Note(TrafficDirection.FromDevice, "publish", MessageWords.Of(topic, publish.Payload));
        var taken = await UplinkRoutes.TakeAsync(device, topic, publish.Payload, cancellation);
        if (taken.Why is not null)
            await device.Link.DiagnoseAsync($"{topic}: {taken.Why}", cancellation);
        Acknowledgements.Owe(publish, taken.Reason, taken.Why);
        if (taken.End is not null)
            device.End(taken.End);
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
