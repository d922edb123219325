using Firstlight.Fleet;
using Firstlight.Gateway.Traffic;

namespace Firstlight.Gateway.Links;

/// <summary>
/// What is wrong with what a device says, and what its maker does about it: one set of words for the list in the console, for
/// <c>downlink/diag</c> and for the reasons of MQTT 5.0. Names come from the device, so what looks like a token in them is hidden.
/// </summary>
internal static class Complaints
{
    private const int NameCharactersMax = 100;

    public static DeviceFault UnknownTopic(string topic) =>
        new(
            DeviceErrorKind.UnknownTopic,
            Name(topic),
            "There is no such topic. Publish to ds/NAME, batch_ds, event/CODE, meta/FIELD, info/mcu or get/…"
        );

    public static DeviceFault NotText(string subject) => Bad(subject, "The payload is not UTF-8. Send text.");

    /// <summary>Something that cannot be read; <paramref name="words"/> say what is due.</summary>
    public static DeviceFault Bad(string subject, string words) =>
        new(DeviceErrorKind.BadPayload, Name(subject), words);

    public static DeviceFault UnknownDatastream(string name) =>
        new(
            DeviceErrorKind.UnknownDatastream,
            Name(name),
            $"There is no datastream \"{Name(name)}\". Add it to the template, or correct it in the firmware."
        );

    public static DeviceFault WrongValue(string name) =>
        new(
            DeviceErrorKind.WrongValue,
            Name(name),
            $"The value does not fit the type of datastream \"{Name(name)}\". Send one that fits, or change the type in the template."
        );

    public static DeviceFault Property(string name, string property) =>
        new(
            DeviceErrorKind.PropertyRefused,
            Name($"{name} {property}"),
            $"There is no property \"{Name(property)}\", or its value is too long. Use a name such as label, color or isDisabled."
        );

    public static DeviceFault EventDropped(string code) =>
        new(
            DeviceErrorKind.EventRefused,
            Name(code),
            "The event was dropped: too many, too long, or a code that only the cloud may log. Log it less often, with at most 300 characters."
        );

    public static DeviceFault UnknownEvent(string code) =>
        new(
            DeviceErrorKind.EventRefused,
            Name(code),
            $"The event was logged, but the template has no event \"{Name(code)}\". Add it there, so that it has a name and a severity."
        );

    public static DeviceFault Metadata(string name) =>
        new(
            DeviceErrorKind.MetadataRefused,
            Name(name),
            $"A device may not set \"{Name(name)}\", or the value does not fit its type. Add a field of that name to the template, or leave it to people."
        );

    public static DeviceFault UnknownMetadata(string name) =>
        new(
            DeviceErrorKind.MetadataRefused,
            Name(name),
            $"There is no metadata field \"{Name(name)}\". Add it to the template, or correct its name in the firmware."
        );

    public static readonly DeviceFault NotActivated = new(
        DeviceErrorKind.Provisioning,
        "info/mcu",
        "The device is not activated yet. Publish info/mcu with its template first."
    );

    public static readonly DeviceFault TemplateMissing = new(
        DeviceErrorKind.Provisioning,
        "template",
        "The device is not activated yet, and \"tmpl\" with its template is missing. Put the template id into the firmware."
    );

    public static readonly DeviceFault WrongTemplate = new(
        DeviceErrorKind.Provisioning,
        "template",
        "The device is of another template than \"tmpl\" says. Flash the firmware of its own template, or make a device of the other one."
    );

    public static readonly DeviceFault Refused = new(
        DeviceErrorKind.Provisioning,
        "template",
        "The provisioning was refused. Begin a new one in the app."
    );

    public static DeviceFault Flood(int? perSecond) =>
        new(
            DeviceErrorKind.Flood,
            "messages a second",
            $"More than {perSecond} messages a second: some were dropped. Send less often, or several values in one message."
        );

    /// <summary>The bytes themselves are wrong; the connection ends.</summary>
    public static DeviceFault Broken(string reason) => new(DeviceErrorKind.BrokenProtocol, "connection", Name(reason));

    public static DeviceFault TooLarge(string subject, int bytesMax) =>
        new(
            DeviceErrorKind.TooLarge,
            Name(subject),
            $"It was not sent, because the device takes {bytesMax} bytes at most. Raise the receive buffer in the firmware, or send less."
        );

    public static DeviceFault NotAllowed(string subject, string words) =>
        new(DeviceErrorKind.NotAllowed, Name(subject), words);

    private static string Name(string text)
    {
        var shown = FrameWords.Shown(text) ?? "";
        return shown.Length <= NameCharactersMax ? shown : string.Concat(shown.AsSpan(0, NameCharactersMax), "…");
    }
}
