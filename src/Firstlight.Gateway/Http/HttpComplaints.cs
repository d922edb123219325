using Firstlight.Fleet;
using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Http;

/// <summary>The fixed texts of the device HTTPS API say what is wrong; for the list of errors, with what to do about it.</summary>
internal static class HttpComplaints
{
    /// <param name="call">The call's name, such as <c>batch/update</c>.</param>
    /// <param name="message">What the device was answered.</param>
    public static DeviceFault Of(string call, string message)
    {
        var (kind, remedy) = message switch
        {
            Messages.NoDatastream => (
                DeviceErrorKind.UnknownDatastream,
                "Add a datastream on that pin to the template, or use another pin."
            ),
            Messages.WrongType or Messages.WrongTypeByPin => (
                DeviceErrorKind.WrongValue,
                "Send a value that fits, or change the type in the template."
            ),
            Messages.TooManyRequests or Messages.OneImport => (
                DeviceErrorKind.Flood,
                "Call less often, or send several values in one call."
            ),
            Messages.NoSuchEvent => (
                DeviceErrorKind.EventRefused,
                "Add the event to the template, or correct its code."
            ),
            Messages.TooManyEvents or Messages.LongDescription or Messages.NoEventCode => (
                DeviceErrorKind.EventRefused,
                "Log events less often, with a code and at most 300 characters."
            ),
            Messages.WrongProperty or Messages.NoProperties => (
                DeviceErrorKind.PropertyRefused,
                "Use a name such as label, color or isDisabled."
            ),
            Messages.NoSuchMetadata
            or Messages.NoSuchMetadataToRead
            or Messages.WrongMetadata
            or Messages.WrongMetadataToRead
            or Messages.WrongMetadataValue => (
                DeviceErrorKind.MetadataRefused,
                "Compare the field and its type with the template."
            ),
            _ when message.StartsWith(Messages.NoSuchDatastream(""), StringComparison.Ordinal) => (
                DeviceErrorKind.UnknownDatastream,
                "Compare dataStreamId with the template."
            ),
            _ => (DeviceErrorKind.BadPayload, "Compare the call with the page of the device HTTPS API."),
        };
        var sentence = message.EndsWith('.') ? message : message + ".";
        return new DeviceFault(kind, call, $"{sentence} {remedy}");
    }
}
