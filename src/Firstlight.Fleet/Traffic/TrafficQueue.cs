using System.Threading.Channels;

namespace Firstlight.Fleet;

/// <summary>One watcher's bounded queue. What does not fit is counted and told with the next line that does.</summary>
/// <param name="isDistant">True when the watcher is on another node.</param>
internal sealed class TrafficQueue(bool isDistant)
{
    /// <summary>Lines kept for one slow watcher.</summary>
    public const int BacklogMax = 500;

    private readonly Channel<SeenTraffic> _lines = Channel.CreateBounded<SeenTraffic>(
        new BoundedChannelOptions(BacklogMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );

    private int _missed;
    private int _closed;

    public bool IsDistant => isDistant;

    public ChannelReader<SeenTraffic> Lines => _lines.Reader;

    public void Take(SeenTraffic seen)
    {
        var missed = Interlocked.Exchange(ref _missed, 0) + seen.Missed;
        if (!_lines.Writer.TryWrite(seen with { Missed = missed }))
            Interlocked.Add(ref _missed, missed + 1);
    }

    public bool TryClose() => Interlocked.Exchange(ref _closed, 1) == 0;
}
