namespace Firstlight.Edgent.Daemon;

/// <summary>Whether the device's loop still turns, for the service manager's watchdog.</summary>
internal sealed class LoopProbe(EdgentDevice device, CancellationToken power)
{
    private Task _probe = Task.CompletedTask;

    /// <summary>True when the loop has come round since it was asked last; asks again.</summary>
    public bool Answers()
    {
        if (!_probe.IsCompleted)
            return false;
        _probe = device.ProbeAsync(power);
        return true;
    }
}
