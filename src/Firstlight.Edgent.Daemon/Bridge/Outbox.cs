using System.Threading.Channels;

namespace Firstlight.Edgent.Daemon;

/// <summary>
/// Lines that wait for one program. A program that does not read keeps nobody up: when there are too many the oldest goes, and
/// the next line that the program reads says how many went.
/// </summary>
internal sealed class Outbox
{
    private readonly Channel<byte[]> _lines;
    private int _missed;

    public Outbox() =>
        _lines = Channel.CreateBounded<byte[]>(
            new BoundedChannelOptions(BridgeLimits.WaitingMax)
            {
                FullMode = BoundedChannelFullMode.DropOldest,
                SingleReader = true,
            },
            _ => Interlocked.Increment(ref _missed)
        );

    /// <summary>A line for the program; never waits.</summary>
    public void Add(byte[] line) => _lines.Writer.TryWrite(line);

    /// <summary>No more lines will come.</summary>
    public void Complete() => _lines.Writer.TryComplete();

    /// <summary>The next line, waited for; null after the last.</summary>
    public async ValueTask<byte[]?> TakeAsync(CancellationToken cancellation)
    {
        if (!await _lines.Reader.WaitToReadAsync(cancellation))
            return null;
        if (Interlocked.Exchange(ref _missed, 0) is var missed and > 0)
            return BridgeLines.Missed(missed);
        return await _lines.Reader.ReadAsync(cancellation);
    }
}
