using Firstlight.Gateway.Links;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>A device logs an event, or calls one settled.</summary>
internal static class EventCommands
{
    /// <summary><c>code[·description]</c>. Dropped ones are told: "too many".</summary>
    public static async ValueTask<bool> LogAsync(NativeDevice device, Frame frame, CancellationToken cancellation)
    {
        var fields = BodyFields.Split(frame.Body, 2);
        if (fields is not [{ Length: > 0 } code, ..])
            return await device.AnswerAsync(frame, StatusCode.IllegalCommandBody);
        var description = fields.Length > 1 ? fields[1] : null;
        if (description?.Length > NativeLimits.EventDescriptionCharactersMax)
            return await device.AnswerAsync(frame, StatusCode.IllegalCommandBody);
        var logged = await device.Session.LogEventAsync(code, description, cancellation);
        if (!logged)
            device.Session.NoteFault(Complaints.EventDropped(code));
        else if (EventRules.IsOdd(await device.Session.FindTemplateAsync(cancellation), code))
            device.Session.NoteFault(Complaints.UnknownEvent(code));
        return await device.AnswerAsync(frame, logged ? StatusCode.Success : StatusCode.QuotaLimit);
    }

    /// <summary><c>code</c> for the newest, <c>code·all</c> for all.</summary>
    public static async ValueTask<bool> ClearAsync(NativeDevice device, Frame frame, CancellationToken cancellation)
    {
        switch (BodyFields.Split(frame.Body, 2))
        {
            case [{ Length: > 0 } code]:
                await device.Session.ResolveEventsAsync(code, all: false, cancellation);
                return await device.AnswerAsync(frame, StatusCode.Success);
            case [{ Length: > 0 } code, "all"]:
                await device.Session.ResolveEventsAsync(code, all: true, cancellation);
                return await device.AnswerAsync(frame, StatusCode.Success);
            default:
                return await device.AnswerAsync(frame, StatusCode.IllegalCommandBody);
        }
    }
}
