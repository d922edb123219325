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

    private static IEnumerable<string> Names(string list) => list.Length == 0 ? [] : list.Split(',').Take(NamesMax);
}
