using System.Globalization;
using System.Text.Json;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Mqtt.Uplinks;

/// <summary>A device asks. Each answer has a topic of its own, and goes out when the device has subscribed to it.</summary>
internal static class QuestionTopics
{
    /// <summary>As many as there are virtual pins.</summary>
    private const int NamesMax = 256;

    public static async ValueTask<Taken> ReadAsync(MqttDevice device, string list, CancellationToken cancellation)
    {
        if (await device.Session.FindTemplateAsync(cancellation) is not { } template)
            return Taken.NotActivated;
        var pins = new List<VirtualPin>();
        var unknown = default(string);
        foreach (var name in Names(list))
        {
            if ((Topics.Find(template, name) ?? Topics.Find(template, name.Trim())) is { } datastream)
                pins.Add(datastream.Pin);
            else
                unknown ??= name;
        }

        await TellAsync(device, template, pins, cancellation);
        return unknown is null ? Taken.Well : Taken.BadPayload(Complaints.UnknownDatastream(unknown));
    }

    public static async ValueTask<Taken> ReadAllAsync(MqttDevice device, CancellationToken cancellation)
    {
        if (await device.Session.FindTemplateAsync(cancellation) is not { } template)
            return Taken.NotActivated;
        await TellAsync(device, template, pins: null, cancellation);
        return Taken.Well;
    }

    public static async ValueTask<Taken> ReadMetadataAsync(
        MqttDevice device,
        string list,
        CancellationToken cancellation
    )
    {
        var unknown = default(string);
        foreach (var asked in Names(list))
        {
            var name = asked;
            var value = await device.Session.ReadMetadataAsync(name, cancellation);
            if (value is null)
                value = await device.Session.ReadMetadataAsync(name = asked.Trim(), cancellation);
            if (value is null)
                unknown ??= name;
            else
                await device.Voice.TellAsync(Topics.Metadata(name), value, cancellation);
        }

        return unknown is null ? Taken.Well : Taken.BadPayload(Complaints.UnknownMetadata(unknown));
    }

    /// <summary>Devices have no zone of their own yet: everyone's is UTC.</summary>
    public static async ValueTask<Taken> TellTimeAsync(MqttDevice device, CancellationToken cancellation)
    {
        var now = device.Time.GetUtcNow();
        var answer = JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["tz_name"] = "UTC",
                ["tz_rule"] = "UTC0",
                ["tz_offset"] = 0,
                ["dst_offset"] = 0,
                ["time"] = now.ToUnixTimeMilliseconds(),
                ["iso8601"] = now.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            },
            Relaxed
        );
        await device.Voice.TellAsync(Topics.Time, answer, cancellation);
        return Taken.Well;
    }

    private static async ValueTask TellAsync(
        MqttDevice device,
        Template template,
        List<VirtualPin>? pins,
        CancellationToken cancellation
    )
    {
        foreach (var (pin, value) in await device.Session.SyncAsync(pins, cancellation))
        {
            if (template.FindDatastream(pin) is { } datastream)
                await device.Voice.TellAsync(Topics.Datastream(datastream.Name), value, cancellation);
        }
    }

    // Small readers on devices do not know escapes.
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static IEnumerable<string> Names(string list) => list.Length == 0 ? [] : list.Split(',').Take(NamesMax);
}
