using System.Buffers;
using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Mqtt.Uplinks;

/// <summary>Which topic means what.</summary>
internal static class UplinkRoutes
{
    public static async ValueTask<Taken> TakeAsync(
        MqttDevice device,
        string topic,
        ReadOnlySequence<byte> payload,
        CancellationToken cancellation
    )
    {
        if (!PayloadText.TryRead(payload, out var text))
            return Taken.BadPayload(Complaints.NotText(topic));
        return topic.Split('/') switch
        {
            ["ds", var name] => await DatastreamTopics.WriteAsync(device, name, text, cancellation),
            ["ds", var name, "timestamped_batch"] => await BatchTopics.ImportAsync(device, name, text, cancellation),
            ["ds", var name, "erase"] => await DatastreamTopics.EraseAsync(device, name, cancellation),
            ["ds", var name, "prop", var property, "erase"] => await DatastreamTopics.ErasePropertyAsync(
                device,
                name,
                property,
                cancellation
            ),
            ["ds", var name, "prop", var property] => await DatastreamTopics.SetPropertyAsync(
                device,
                name,
                property,
                text,
                cancellation
            ),
            ["batch_ds"] => await BatchTopics.WriteAsync(device, text, cancellation),
            ["event", .. var code] when code.Length > 0 => await ReportTopics.LogEventAsync(
                device,
                string.Join('/', code),
                text,
                cancellation
            ),
            ["meta", .. var field] when field.Length > 0 => await ReportTopics.SetMetadataAsync(
                device,
                string.Join('/', field),
                text,
                cancellation
            ),
            ["info", "mcu"] => await InfoTopic.TakeAsync(device, text, cancellation),
            ["get", "ds"] => await QuestionTopics.ReadAsync(device, text, cancellation),
            ["get", "ds", "all"] => await QuestionTopics.ReadAllAsync(device, cancellation),
            ["get", "meta"] => await QuestionTopics.ReadMetadataAsync(device, text, cancellation),
            ["get", "utc", "all", "json"] => await PlaceTopics.TellTimeAsync(device, cancellation),
            ["get", "loc", "all"] => await PlaceTopics.TellPlaceAsync(device, cancellation),
            _ => Taken.BadTopic(Complaints.UnknownTopic(topic)),
        };
    }
}
