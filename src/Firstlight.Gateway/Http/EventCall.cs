using Firstlight.Fleet;
using Firstlight.Protocol.Native;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary><c>logEvent</c>: an event of the template, by its code.</summary>
internal static class EventCall
{
    /// <summary>Events of one code may follow each other in a second, but a day's number may be used up as well.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);

    public static async Task<IResult> ServeAsync(IDeviceActions device, CallQuery query, CancellationToken cancellation)
    {
        var template = await device.FindTemplateAsync(cancellation);
        if (template is null)
            return DeviceAnswer.Error(Messages.NotProvisioned);
        if (query.Find("code") is not { Length: > 0 } code)
            return DeviceAnswer.Error(Messages.NoEventCode);
        if (template.FindEvent(code) is null)
            return DeviceAnswer.Error(Messages.NoSuchEvent);
        var description = query.Find("description");
        if (description?.Length > NativeLimits.EventDescriptionCharactersMax)
            return DeviceAnswer.Error(Messages.LongDescription);
        return await device.LogEventAsync(code, description, cancellation)
            ? DeviceAnswer.Empty
            : DeviceAnswer.TooMany(Messages.TooManyEvents, Wait);
    }
}
