using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Mqtt;

/// <summary>One device's flood limit, kept where a loop that waits can come back to it.</summary>
internal sealed class MessageFlood(LinkServices services, FloodRule rule)
{
    private FloodGate _gate = new(rule);

    public FloodVerdict Take() =>
        services.Options.FloodLimit is null ? FloodVerdict.Pass : _gate.Take(services.Time.GetTimestamp());
}
