using System.Globalization;
using System.Text.Json;
using Firstlight.Devices;
using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Mqtt.Uplinks;

/// <summary>A device asks where it is and what time it is there.</summary>
internal static class PlaceTopics
{
    // Small readers on devices do not know escapes.
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async ValueTask<Taken> TellTimeAsync(MqttDevice device, CancellationToken cancellation)
    {
        var now = device.Time.GetUtcNow();
        var zone = await DeviceZone.OfAsync(device.Session, cancellation);
        var answer = JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["tz_name"] = zone.Name,
                ["tz_rule"] = zone.Rule(now),
                ["tz_offset"] = zone.StandardMinutes,
                ["dst_offset"] = zone.DaylightMinutes(now),
                ["time"] = now.ToUnixTimeMilliseconds(),
                ["iso8601"] = zone.Local(now).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            },
            Relaxed
        );
        await device.Voice.TellAsync(Topics.Time, answer, cancellation);
        return Taken.Well;
    }

    /// <summary>
    /// The place that people gave it, else the last value of the first datastream that holds one; latitude first here. An unknown
    /// one is not answered.
    /// </summary>
    public static async ValueTask<Taken> TellPlaceAsync(MqttDevice device, CancellationToken cancellation)
    {
        if (await device.Session.FindTemplateAsync(cancellation) is not { } template)
            return Taken.NotActivated;
        if (await device.Session.FindDeviceAsync(cancellation) is { Place: { } assigned })
        {
            await device.Voice.TellAsync(Topics.Place, assigned.Degrees(','), cancellation);
            return Taken.Well;
        }

        foreach (var datastream in template.Datastreams)
        {
            if (datastream.Type is not DatastreamType.Location)
                continue;
            var place = await device.Session.ReadAsync(datastream.Pin, cancellation);
            if (place?.Split(DatastreamRules.PartSeparator) is not [var longitude, var latitude])
                continue;
            await device.Voice.TellAsync(Topics.Place, $"{latitude},{longitude}", cancellation);
            break;
        }

        return Taken.Well;
    }
}
