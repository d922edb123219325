using System.Buffers;
using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Mqtt.Uplinks;

/// <summary>Which topic means what.</summary>
internal static class UplinkRoutes
{
    public static ValueTask<Taken> TakeAsync(
        MqttDevice device,
        string topic,
        ReadOnlySequence<byte> payload,
        CancellationToken cancellation
    )
    {
        if (!PayloadText.TryRead(payload, out var text))
            return ValueTask.FromResult(Taken.BadPayload(Complaints.NotText(topic)));
        return topic.Split('/') switch
        {
            ["ds", var name] => DatastreamTopics.WriteAsync(device, name, text, cancellation),
            ["ds", var name, "timestamped_batch"] => BatchTopics.ImportAsync(device, name, text, cancellation),
            ["ds", var name, "erase"] => DatastreamTopics.EraseAsync(device, name, cancellation),
            ["ds", var name, "prop", var property, "erase"] => DatastreamTopics.ErasePropertyAsync(
                device,
                name,
                property,
                cancellation
            ),
            ["ds", var name, "prop", var property] => DatastreamTopics.SetPropertyAsync(
                device,
                name,
                property,
                text,
                cancellation
            ),
            ["batch_ds"] => BatchTopics.WriteAsync(device, text, cancellation),
            ["event", .. var code] when code.Length > 0 => ReportTopics.LogEventAsync(
                device,
                string.Join('/', code),
                text,
                cancellation
            ),
            ["meta", .. var field] when field.Length > 0 => ReportTopics.SetMetadataAsync(
                device,
                string.Join('/', field),
                text,
                cancellation
            ),
            ["info", "mcu"] => InfoTopic.TakeAsync(device, text, cancellation),
            ["get", "ds"] => QuestionTopics.ReadAsync(device, text, cancellation),
            ["get", "ds", "all"] => QuestionTopics.ReadAllAsync(device, cancellation),
            ["get", "meta"] => QuestionTopics.ReadMetadataAsync(device, text, cancellation),
            ["get", "utc", "all", "json"] => PlaceTopics.TellTimeAsync(device, cancellation),
            ["get", "loc", "all"] => PlaceTopics.TellPlaceAsync(device, cancellation),
            _ => ValueTask.FromResult(Taken.BadTopic(Complaints.UnknownTopic(topic))),
        };
    }
}
