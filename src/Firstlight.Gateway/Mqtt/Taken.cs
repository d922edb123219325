using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>How a message of a device was taken.</summary>
/// <param name="Reason">For its acknowledgement of 5.0; 3.1.1 acknowledges all alike.</param>
/// <param name="Why">For the maker, when something is wrong.</param>
/// <param name="End">Set when the link cannot go on.</param>
internal readonly record struct Taken(ReasonCode Reason, string? Why = null, Ending? End = null)
{
    public static readonly Taken Well = new(ReasonCode.Success);

    public static Taken BadTopic(string why) => new(ReasonCode.TopicNameInvalid, why);

    public static Taken BadPayload(string why) => new(ReasonCode.PayloadFormatInvalid, why);

    public static Taken Of(WriteResult result, string name) =>
        result switch
        {
            WriteResult.Taken => Well,
            WriteResult.NoDatastream => BadTopic($"There is no datastream \"{name}\"."),
            WriteResult.NotProvisioned => NotActivated,
            _ => BadPayload($"The value does not fit the type of datastream \"{name}\"."),
        };

    public static readonly Taken NotActivated = new(
        ReasonCode.NotAuthorized,
        "The device is not activated yet. Publish info/mcu with its template first."
    );
}
