using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Traffic;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>Native answers are numbers or silence; its maker reads here what they mean.</summary>
internal static class NativeComplaints
{
    public static DeviceFault Of(WriteResult result, VirtualPin pin) =>
        result switch
        {
            WriteResult.NoDatastream => Complaints.UnknownDatastream(pin.ToString()),
            WriteResult.NotProvisioned => Complaints.NotActivated with
            {
                Words = "The device is not activated yet. Send its information with its template first.",
            },
            _ => Complaints.WrongValue(pin.ToString()),
        };

    /// <summary>An answer that says "no" to a command and not why; null for all others, and for those that are told with their names.</summary>
    public static DeviceFault? Of(in Frame frame, StatusCode status) =>
        status switch
        {
            StatusCode.IllegalCommand or StatusCode.IllegalCommandBody when frame.Command is not Command.Property =>
                Complaints.Bad(
                    FrameWords.Of(frame).Command,
                    "The fields of the command are not what is due. Compare them with the page of the native protocol."
                ),
            StatusCode.NotAllowed when frame.Command is not Command.Internal => Complaints.NotAllowed(
                FrameWords.Of(frame).Command,
                "The command is not served any more. Log an event and let the template say who is told."
            ),
            _ => null,
        };
}
