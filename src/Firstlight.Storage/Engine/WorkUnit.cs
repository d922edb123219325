using System.Data.Common;
using Firstlight.Core;

namespace Firstlight.Storage.Engine;

/// <summary>One caller's work on its way to a connection and its outcome on the way back.</summary>
internal abstract class WorkUnit
{
    private int _taken;

    /// <summary>What the work threw.</summary>
    protected Exception? Fault { get; set; }

    /// <summary>True when it was the database that would not.</summary>
    public bool FailedInStorage => Fault is StorageUnavailableException;

    /// <summary>What the database said then.</summary>
    public Exception? StorageFault => FailedInStorage ? Fault!.InnerException : null;

    /// <summary>Takes the unit, for running or for cancelling; only the first taker gets it.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Ends a unit that nobody has taken yet. A unit that runs already goes on.</summary>
    public void Cancel(CancellationToken cancellation)
    {
        if (TryTake())
            SetCancelled(cancellation);
    }

    /// <summary>Runs the work; false when it threw. Nobody hears of it yet. Only what just reads may be run again.</summary>
    public abstract bool Run(DbConnection connection);

    /// <summary>Tells the caller what <see cref="Run"/> brought; what it wrote is on disk.</summary>
    public abstract void Settle();

    /// <summary>Tells the caller that the batch could not be written. A fault of the work itself goes first.</summary>
    public abstract void Abandon(Exception fault);

    protected abstract void SetCancelled(CancellationToken cancellation);
}

/// <inheritdoc />
internal sealed class WorkUnit<T>(Func<DbConnection, T> work) : WorkUnit
{
    // Asynchronously: the caller's next steps must not run on the writer's thread.
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _value;

    public Task<T> Outcome => _outcome.Task;

    public override bool Run(DbConnection connection)
    {
        Fault = null;
        try
        {
            _value = work(connection);
            return true;
        }
        catch (DbException fault)
        {
            Fault = StorageFaults.Unavailable(fault);
            return false;
        }
        catch (Exception fault)
        {
            Fault = fault;
            return false;
        }
    }

    public override void Settle()
    {
        if (Fault is null)
            _outcome.SetResult(_value!);
        else
            _outcome.SetException(Fault);
    }

    public override void Abandon(Exception fault) => _outcome.SetException(Fault ?? fault);

    protected override void SetCancelled(CancellationToken cancellation) => _outcome.SetCanceled(cancellation);
}
