using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>
/// The places in the outbox: a writer takes one for each record before it adds it, and waits its turn while there are
/// too few. This waiting is what a device feels when the disk is slow.
/// </summary>
internal sealed class RecordRoom
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiting = new();
    private readonly int _places;
    private int _free;
    private bool _closed;

    public RecordRoom(int places) => _free = _places = places;

    /// <summary>Places that are taken, by records or by writers about to add one.</summary>
    public int Taken
    {
        get
        {
            lock (_gate)
                return _places - _free;
        }
    }

    /// <summary>Writers that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Takes places if they are free and nobody waits.</summary>
    public bool TryEnter(int count)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            if (_free < count || _waiting.Count > 0)
                return false;
            _free -= count;
            return true;
        }
    }

    /// <summary>Takes places, all at once (nobody holds one while waiting for another), first come first served.</summary>
    public async ValueTask EnterAsync(int count, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> waiter;
        lock (_gate)
        {
            ThrowIfClosed();
            if (_free >= count && _waiting.Count == 0)
            {
                _free -= count;
                return;
            }

            waiter = _waiting.AddLast(new Waiter(count));
        }

        await using var registration = cancellation.UnsafeRegister(_ => GiveUp(waiter, cancellation), null);
        await waiter.Value.Entered.Task;
    }

    /// <summary>Gives places back; those who wait longest get them.</summary>
    public void Leave(int count = 1)
    {
        lock (_gate)
        {
            _free += count;
            LetIn();
        }
    }

    /// <summary>Nobody gets a place any more; those who wait are told.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var waiter in _waiting)
                waiter.Entered.SetException(Stopping());
            _waiting.Clear();
        }
    }

    private void LetIn()
    {
        while (_waiting.First is { } first && first.Value.Count <= _free)
        {
            _waiting.RemoveFirst();
            _free -= first.Value.Count;
            first.Value.Entered.SetResult();
        }
    }

    private void GiveUp(LinkedListNode<Waiter> waiter, CancellationToken cancellation)
    {
        lock (_gate)
        {
            // Only whoever takes the node off the list completes it: a place is never given to someone who left.
            if (waiter.List is null)
                return;
            _waiting.Remove(waiter);
            waiter.Value.Entered.SetCanceled(cancellation);
            LetIn(); // whoever stood behind one who wanted more may fit now
        }
    }

    private void ThrowIfClosed()
    {
        if (_closed)
            throw Stopping();
    }

    private static StorageUnavailableException Stopping() => new("The server is stopping and takes no more records.");

    private sealed class Waiter(int count)
    {
        public int Count { get; } = count;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
