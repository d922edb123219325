using Firstlight.Core;

namespace Firstlight.Cluster.Rabbit;

/// <summary>How long to wait before the next try: doubling, and not the same for all nodes that lost one broker together.</summary>
internal static class ReconnectPause
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private const int DoublingsMax = 10;
    private const int JitterSteps = 1_000;

    /// <summary>Between half of the doubled pause and all of it.</summary>
    /// <param name="failures">Tries that failed in a row, from 0.</param>
    /// <param name="random">Where chance comes from.</param>
    public static TimeSpan After(int failures, IRandomSource random)
    {
        var doubled = Shortest * (1 << Math.Min(failures, DoublingsMax));
        var whole = doubled < Longest ? doubled : Longest;
        return (whole / 2) + (whole / 2 * random.Below(JitterSteps) / JitterSteps);
    }
}
