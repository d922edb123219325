using System.Globalization;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>
/// Everything that is told apart by the first field: time, metadata, and the information block, which has no name of its
/// own and is what the others are not.
/// </summary>
internal static class InternalCommands
{
    /// <summary>Returns the device's own token unless its template defines a field of that name.</summary>
    private const string TokenField = "Auth Token";

    public static ValueTask<bool> HandleAsync(NativeDevice device, Frame frame, CancellationToken cancellation)
    {
        var fields = BodyFields.Split(frame.Body);
        return fields switch
        {
            [] or [""] => device.AnswerAsync(frame, StatusCode.IllegalCommand),
            [Verbs.RealTimeClock, ..] => TellClockAsync(device, frame, cancellation),
            [Verbs.UniversalTime, var what] => TellTimeAsync(device, frame, what, cancellation),
            [Verbs.Meta, "get", { Length: > 0 } name] => ReadMetadataAsync(device, frame, name, cancellation),
            [Verbs.Meta, "set", { Length: > 0 } name, .. var value] when value.Length > 0 => SetMetadataAsync(
                device,
                frame,
                name,
                string.Join('\0', value),
                cancellation
            ),
            [Verbs.UniversalTime or Verbs.Meta, ..] => device.AnswerAsync(frame, StatusCode.IllegalCommand),
            _ => TakeInfoAsync(device, frame, fields, cancellation),
        };
    }

    private static async ValueTask<bool> TakeInfoAsync(
        NativeDevice device,
        Frame frame,
        string[] fields,
        CancellationToken cancellation
    )
    {
        // Sub-commands that nobody documents are ignored, as the libraries ignore ours.
        if (InfoBlock.TryRead(fields) is not { } report)
            return true;
        if (!await device.ReportAsync(report, cancellation))
            return false;
        await device.AnswerAsync(frame, StatusCode.Success);
        device.Link.Open();
        return true;
    }

    /// <summary>The wall clock where the device is, written as if it were UTC.</summary>
    private static async ValueTask<bool> TellClockAsync(
        NativeDevice device,
        Frame frame,
        CancellationToken cancellation
    )
    {
        const int secondsInMinute = 60;
        var now = device.Time.GetUtcNow();
        var zone = await DeviceZone.OfAsync(device.Session, cancellation);
        var seconds = now.ToUnixTimeSeconds() + (zone.MinutesAt(now) * secondsInMinute);
        return await TellAsync(device, frame, [Verbs.RealTimeClock, Number(seconds)], cancellation);
    }

    private static async ValueTask<bool> TellTimeAsync(
        NativeDevice device,
        Frame frame,
        string what,
        CancellationToken cancellation
    )
    {
        var now = device.Time.GetUtcNow();
        var zone = await DeviceZone.OfAsync(device.Session, cancellation);
        string[]? answer = what switch
        {
            "time" => [Number(now.ToUnixTimeMilliseconds())],
            "iso" => [zone.Local(now).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)],
            "tz" => [Number(zone.StandardMinutes), Number(zone.DaylightMinutes(now))],
            "tz_name" => [zone.Name],
            "tz_rule" => [zone.Rule(now)],
            "dst_next" => NextChanges(zone, now),
            _ => null,
        };
        return answer is null || await TellAsync(device, frame, [Verbs.UniversalTime, what, .. answer], cancellation);
    }

    private static async ValueTask<bool> ReadMetadataAsync(
        NativeDevice device,
        Frame frame,
        string name,
        CancellationToken cancellation
    )
    {
        var value = await device.Session.ReadMetadataAsync(name, cancellation);
        if (value is null && name == TokenField)
            value = device.Token.Reveal();
        if (value is null)
            device.Session.NoteFault(Complaints.UnknownMetadata(name));
        return value is null || await TellAsync(device, frame, [Verbs.Meta, name, value], cancellation);
    }

    private static async ValueTask<bool> SetMetadataAsync(
        NativeDevice device,
        Frame frame,
        string name,
        string value,
        CancellationToken cancellation
    )
    {
        var set = await device.Session.SetMetadataAsync(name, value, cancellation);
        if (!set)
            device.Session.NoteFault(Complaints.Metadata(name));
        return await device.AnswerAsync(frame, set ? StatusCode.Success : StatusCode.NotAllowed);
    }

    /// <summary>An INTERNAL frame as answer, with the id of the question.</summary>
    private static async ValueTask<bool> TellAsync(
        NativeDevice device,
        Frame frame,
        string[] fields,
        CancellationToken cancellation
    )
    {
        await device.Link.TrySendAsync(Command.Internal, frame.MessageId, fields, cancellation);
        return true;
    }

    /// <summary>Two changes, each with its time and the offset from then on; zeros where there is none.</summary>
    private static string[] NextChanges(DeviceZone zone, DateTimeOffset now)
    {
        string[] fields = ["0", "0", "0", "0"];
        var changes = zone.Changes(now);
        for (var index = 0; index < changes.Count; index++)
        {
            fields[2 * index] = Number(changes[index].At.ToUnixTimeSeconds());
            fields[(2 * index) + 1] = Number(changes[index].Minutes);
        }

        return fields;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
