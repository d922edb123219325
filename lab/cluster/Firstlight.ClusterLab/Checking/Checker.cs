using Firstlight.ClusterLab.Logs;

namespace Firstlight.ClusterLab.Checking;

/// <summary>Judges what clients saw against what is stored. It knows nothing of the cloud's own logs.</summary>
internal static class Checker
{
    public static IReadOnlyList<Finding> Judge(Evidence evidence) =>
        [
            .. ValueRules.Judge(evidence),
            OwnerRules.Judge(evidence),
            .. CommandRules.Judge(evidence),
            .. WatcherRules.Judge(evidence),
            .. FaultRules.Judge(evidence),
        ];
}
