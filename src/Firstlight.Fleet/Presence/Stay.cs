namespace Firstlight.Fleet;

/// <summary>Somebody is there until this is disposed; the first time counts.</summary>
internal sealed class Stay(Action leave) : IDisposable
{
    private int _left;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
            leave();
    }
}
