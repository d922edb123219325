using Firstlight.Devices;
using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Mqtt.Uplinks;

/// <summary>One datastream: its value and how it looks.</summary>
internal static class DatastreamTopics
{
    public static async ValueTask<Taken> WriteAsync(
        MqttDevice device,
        string name,
        string value,
        CancellationToken cancellation
    )
    {
        if (await device.Session.FindTemplateAsync(cancellation) is not { } template)
            return Taken.NotActivated;
        if (Topics.Find(template, name) is not { } datastream)
            return Unknown(name);
        var result = await device.Session.WriteAsync(
            datastream.Pin,
            Words(datastream, value),
            at: null,
            durable: false,
            cancellation
        );
        return Taken.Of(result, name);
    }

    public static async ValueTask<Taken> SetPropertyAsync(
        MqttDevice device,
        string name,
        string property,
        string value,
        CancellationToken cancellation
    )
    {
        if (await device.Session.FindTemplateAsync(cancellation) is not { } template)
            return Taken.NotActivated;
        if (Topics.Find(template, name) is not { } datastream)
            return Unknown(name);
        return await device.Session.SetPropertyAsync([datastream.Pin], property, value, cancellation)
            ? Taken.Well
            : Taken.BadTopic(Complaints.Property(name, property));
    }

    /// <summary>The payload means nothing; usually there is none.</summary>
    public static async ValueTask<Taken> EraseAsync(MqttDevice device, string name, CancellationToken cancellation)
    {
        if (await device.Session.FindTemplateAsync(cancellation) is not { } template)
            return Taken.NotActivated;
        return Topics.Find(template, name) is { } datastream
            ? Taken.Of(await device.Session.EraseAsync(datastream.Pin, cancellation), name)
            : Unknown(name);
    }

    public static async ValueTask<Taken> ErasePropertyAsync(
        MqttDevice device,
        string name,
        string property,
        CancellationToken cancellation
    )
    {
        if (await device.Session.FindTemplateAsync(cancellation) is not { } template)
            return Taken.NotActivated;
        if (Topics.Find(template, name) is not { } datastream)
            return Unknown(name);
        return await device.Session.ErasePropertyAsync(datastream.Pin, property, cancellation)
            ? Taken.Well
            : Taken.BadTopic(Complaints.Property(name, property));
    }

    public static Taken Unknown(string name) => Taken.BadTopic(Complaints.UnknownDatastream(name));

    /// <summary>A switch may be said in words.</summary>
    private static string Words(Datastream datastream, string value) =>
        (datastream.Type, value) switch
        {
            (DatastreamType.Integer or DatastreamType.Enum, "true") => "1",
            (DatastreamType.Integer or DatastreamType.Enum, "false") => "0",
            _ => value,
        };
}
