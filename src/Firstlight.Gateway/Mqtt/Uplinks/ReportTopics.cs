using Firstlight.Gateway.Links;
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
        if (await device.Session.FindTemplateAsync(cancellation) is not { } template)
            return Taken.NotActivated;
        // Nothing at all means the template's own words.
        var said = description.Length == 0 ? null : description;
        if (!await device.Session.LogEventAsync(code, said, cancellation))
            return new Taken(ReasonCode.QuotaExceeded, Complaints.EventDropped(code));
        if (EventRules.IsOdd(template, code))
            device.Session.NoteFault(Complaints.UnknownEvent(code));
        return Taken.Well;
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
            : new Taken(ReasonCode.NotAuthorized, Complaints.Metadata(name));
    }
}
