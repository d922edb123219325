using Firstlight.Core;

namespace Firstlight.Cluster.Live;

/// <summary>The event that tells watchers to read the present state anew, because some events have not come.</summary>
internal static class LiveGap
{
    private const string Type = "live.gap";

    public static LiveEvent Of(OrganisationId organisation, TimeProvider time) =>
        new(organisation, Type, time.GetUtcNow(), new { });

    public static bool Is(LiveEvent liveEvent) => liveEvent.Type == Type;
}
