namespace Firstlight.Gateway.Door;

/// <summary>An end that somebody may wait for; it costs next to nothing until somebody does. A field, never copied.</summary>
internal struct LazyEnd
{
    private TaskCompletionSource? _awaited;
    private volatile bool _hasCome;

    /// <summary>Ends when it has come.</summary>
    public Task Task
    {
        get
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var awaited = Interlocked.CompareExchange(ref _awaited, mine, null) ?? mine;

            // Either this sees that it has come, or who sets it sees that somebody waits.
            if (_hasCome)
                awaited.TrySetResult();
            return awaited.Task;
        }
    }

    public void Set()
    {
        _hasCome = true;
        Interlocked.MemoryBarrier();
        _awaited?.TrySetResult();
    }
}
