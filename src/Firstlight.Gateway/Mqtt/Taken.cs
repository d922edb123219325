using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>How a message of a device was taken.</summary>
/// <param name="Reason">For its acknowledgement of 5.0; 3.1.1 acknowledges all alike.</param>
/// <param name="Fault">For the maker, when something is wrong.</param>
/// <param name="End">Set when the link cannot go on.</param>
internal readonly record struct Taken(ReasonCode Reason, DeviceFault? Fault = null, Ending? End = null)
{
    public static readonly Taken Well = new(ReasonCode.Success);

    public string? Why => Fault?.Words;

    public static Taken BadTopic(DeviceFault fault) => new(ReasonCode.TopicNameInvalid, fault);

    public static Taken BadPayload(DeviceFault fault) => new(ReasonCode.PayloadFormatInvalid, fault);

    public static Taken Of(WriteResult result, string name) =>
        result switch
        {
            WriteResult.Taken => Well,
            WriteResult.NoDatastream => BadTopic(Complaints.UnknownDatastream(name)),
            WriteResult.NotProvisioned => NotActivated,
            _ => BadPayload(Complaints.WrongValue(name)),
        };

    public static readonly Taken NotActivated = new(ReasonCode.NotAuthorized, Complaints.NotActivated);
}
