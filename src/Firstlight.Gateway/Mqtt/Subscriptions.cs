using System.Collections.Immutable;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>What one device wants to hear. Changed by its own loop, read by whoever sends to it.</summary>
/// <param name="isWhole">True when everything may be asked for at once, by <c>#</c>: behind a prefix that names the device.</param>
internal sealed class Subscriptions(bool isWhole = false)
{
    /// <summary>More than any client has; the usual number is one.</summary>
    public const int CountMax = 16;

    /// <summary>The only topics that a device may ask for.</summary>
    public const string Root = "downlink/";

    private ImmutableArray<(string Filter, QualityOfService QoS)> _all = [];

    public bool AreNone => _all.IsEmpty;

    /// <summary>Takes a wish, or says why not. At most QoS 1 is granted.</summary>
    public ReasonCode Add(SubscriptionWish wish)
    {
        if (Judge(wish.Filter) is { } refused)
            return refused;
        var kept = _all.RemoveAll(known => known.Filter == wish.Filter);
        if (kept.Length >= CountMax)
            return ReasonCode.QuotaExceeded;
        var granted = wish.QoS is QualityOfService.AtMostOnce ? wish.QoS : QualityOfService.AtLeastOnce;
        ImmutableInterlocked.InterlockedExchange(ref _all, kept.Add((wish.Filter, granted)));
        return (ReasonCode)granted;
    }

    /// <summary>False when there was none.</summary>
    public bool Remove(string filter)
    {
        var kept = _all.RemoveAll(known => known.Filter == filter);
        var removed = kept.Length < _all.Length;
        ImmutableInterlocked.InterlockedExchange(ref _all, kept);
        return removed;
    }

    /// <summary>The highest QoS that was granted for the topic; false when nobody asked for it.</summary>
    public bool TryFind(string topic, out QualityOfService granted)
    {
        var found = false;
        granted = QualityOfService.AtMostOnce;
        foreach (var (filter, qos) in _all)
        {
            if (!TopicRules.Matches(filter, topic))
                continue;
            found = true;
            granted = qos > granted ? qos : granted;
        }

        return found;
    }

    private ReasonCode? Judge(string filter)
    {
        if (!TopicRules.IsFilter(filter))
            return ReasonCode.TopicFilterInvalid;
        if (TopicRules.IsShared(filter))
            return ReasonCode.SharedSubscriptionsNotSupported;
        if (filter.Contains('+', StringComparison.Ordinal))
            return ReasonCode.WildcardSubscriptionsNotSupported;
        return filter.StartsWith(Root, StringComparison.Ordinal) || (isWhole && filter == "#")
            ? null
            : ReasonCode.NotAuthorized;
    }
}
