using System.Data.Common;
using System.Threading.Channels;
using Firstlight.Core;

namespace Firstlight.Storage.Engine;

/// <summary>Work of many callers on its way to the threads that have connections: in order, bounded, and closed for good.</summary>
/// <param name="max">Units that may wait; callers beyond it wait for room, in order.</param>
/// <param name="stillMax">
/// How long nothing may move before callers are told. A driver's own limit is not enough: it asks a server that does not answer to stop.
/// </param>
/// <param name="whenBegun">What callers are told then whose work has begun.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkQueue(
    int max,
    TimeSpan stillMax,
    Func<Exception, StorageUnavailableException> whenBegun,
    TimeProvider time
)
{
    private long _moved = time.GetTimestamp();
    private readonly Channel<WorkUnit> _units = Channel.CreateBounded<WorkUnit>(max);

    /// <summary>Units that wait and are within the bound.</summary>
    public int Waiting => _units.Reader.Count;

    /// <summary>Has <paramref name="work"/> run by whoever takes it, and ends with what became of it.</summary>
    /// <exception cref="StorageUnavailableException">The queue is closed, or what the taker says.</exception>
    public async Task<T> RunAsync<T>(Func<DbConnection, T> work, CancellationToken cancellation)
    {
        var unit = new WorkUnit<T>(work);
        try
        {
            await _units.Writer.WriteAsync(unit, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw StorageFaults.NotOpen();
        }

        await using (cancellation.UnsafeRegister(static (unit, token) => ((WorkUnit)unit!).Cancel(token), unit))
        {
            while (true)
            {
                try
                {
                    return await unit.Outcome.WaitAsync(stillMax, time, CancellationToken.None);
                }
                catch (TimeoutException still)
                {
                    if (unit.Outcome.IsCompleted)
                        return await unit.Outcome;
                    if (time.GetElapsedTime(Interlocked.Read(ref _moved)) >= stillMax)
                        throw unit.TryTake() ? StorageFaults.Unavailable(still) : whenBegun(still);
                }
            }
        }
    }

    /// <summary>Notes that a unit was run: whoever waits, waits for something that moves.</summary>
    public void Move() => Interlocked.Exchange(ref _moved, time.GetTimestamp());

    /// <summary>The next unit that nobody has cancelled, waited for on the caller's own thread; null when there will be none.</summary>
    public WorkUnit? Take()
    {
        try
        {
            while (true)
            {
                var unit = _units.Reader.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
                Move();
                if (unit.TryTake())
                    return unit;
            }
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    /// <summary>The same without waiting; null when there is none now.</summary>
    public WorkUnit? TakeWaiting()
    {
        while (_units.Reader.TryRead(out var unit))
        {
            if (unit.TryTake())
                return unit;
        }

        return null;
    }

    /// <summary>Takes no more work; what waits is still there to be taken.</summary>
    public void Close() => _units.Writer.TryComplete();
}
