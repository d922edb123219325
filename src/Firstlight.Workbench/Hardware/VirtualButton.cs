using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>A reset button that a request can hold.</summary>
internal sealed class VirtualButton(TimeProvider time) : IResetButton
{
    private Action<bool> _changed = static _ => { };

    public void Listen(Action<bool> changed) => _changed = changed;

    /// <summary>Presses, holds for <paramref name="held"/> of the room's time, and releases; also when cancelled.</summary>
    public async Task HoldAsync(TimeSpan held, CancellationToken cancellation)
    {
        _changed(true);
        try
        {
            await Task.Delay(held, time, cancellation);
        }
        finally
        {
            _changed(false);
        }
    }

    /// <summary>Without power nobody listens.</summary>
    public void PowerLost() => _changed = static _ => { };
}
