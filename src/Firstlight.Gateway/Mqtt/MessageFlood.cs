using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Mqtt;

/// <summary>One device's flood limit, kept where a loop that waits can come back to it.</summary>
internal sealed class MessageFlood(LinkServices services, int burst)
{
    private FloodGate _gate = new(
        services.Options.FloodLimit ?? 0,
        burst,
        services.Options.FloodPatience,
        services.Time.TimestampFrequency
    );

    public FloodVerdict Take() =>
        services.Options.FloodLimit is null ? FloodVerdict.Pass : _gate.Take(services.Time.GetTimestamp());
}
