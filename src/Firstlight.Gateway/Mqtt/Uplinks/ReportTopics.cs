using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt.Uplinks;

/// <summary>What a device tells beside its values.</summary>
internal static class ReportTopics
{
    public static async ValueTask<Taken> LogEventAsync(
        MqttDevice device,
        string code,
        string description,
        CancellationToken cancellation
    )
    {
        if (await device.Session.FindTemplateAsync(cancellation) is null)
            return Taken.NotActivated;
        // Nothing at all means the template's own words.
        var said = description.Length == 0 ? null : description;
        return await device.Session.LogEventAsync(code, said, cancellation)
            ? Taken.Well
            : new Taken(
                ReasonCode.QuotaExceeded,
                "The event was dropped: too many, too long, or a code that only the cloud may log."
            );
    }

    public static async ValueTask<Taken> SetMetadataAsync(
        MqttDevice device,
        string name,
        string value,
        CancellationToken cancellation
    )
    {
        if (await device.Session.FindTemplateAsync(cancellation) is null)
            return Taken.NotActivated;
        return await device.Session.SetMetadataAsync(name, value, cancellation)
            ? Taken.Well
            : new Taken(
                ReasonCode.NotAuthorized,
                $"A device may not set \"{name}\", or the value does not fit its type."
            );
    }
}
